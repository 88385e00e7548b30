"""What a check reports: findings, the places they point to, and their wording."""
