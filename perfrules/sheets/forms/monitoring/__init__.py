"""Filled monitoring forms (项目支出绩效目标执行监控表)."""
