"""Policies of the review of targets (绩效目标审核): which faults count, and how much."""
