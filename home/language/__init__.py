"""How plainly the site's text is written: what can be counted of it, and the limits that it must keep."""
