"""Reports of audits: tables and charts for people, rows for programs."""
