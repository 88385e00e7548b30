"""Tests that authors write: cases beside a policy, run, measured for coverage, and told as JUnit XML."""
