"""Monitoring policies (绩效运行监控): checkpoints, lights and alarms."""
