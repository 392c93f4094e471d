"""What goes over HTTP, in and out, one file per resource. What services answer to asks goes out as they word it."""
