"""Live training: dates, places, trainers, bookings, attendance, credited minutes."""
