"""What people and programs are shown: forms, findings, number lines and tables in the terminal."""
