from datetime import datetime, date, timedelta, time
a = datetime(2024, 1, 31, 12, 30)
b = a + timedelta(days=30, hours=5)
print(a.strftime("%d.%m.%Y %H:%M"), b.isoformat(), (b - a).days, (b - a).total_seconds())
c = datetime.strptime("2024-03-01", "%Y-%m-%d")
print(c, c.date(), c.weekday(), c < b, f"{c:%Y/%m}")
d = date.fromisoformat("2020-02-29")
print(d.replace(year=2024), d.isocalendar()[1], max(d, date(2019, 1, 1)), time(3, 4).strftime("%H"))
days = 0
while d < date(2020, 3, 3):
    d += timedelta(days=1)
    days += 1
print(days, d.strftime("%A"), timedelta(hours=30), divmod(timedelta(hours=30), timedelta(days=1)))
