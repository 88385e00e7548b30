"""Compute due dates on the calendar, and compare payments with them."""
