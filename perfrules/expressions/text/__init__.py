"""A cell as text: characters, layout, and faults that show before parsing."""
