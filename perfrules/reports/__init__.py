"""What people are shown: scorecards and findings."""
