from datetime import date, datetime, timedelta
def days(a, b):
    d1 = datetime.strptime(a, "%d/%m/%Y").date()
    d2 = date.fromisoformat(b)
    if d1 <= d2:
        gap = d2 - d1
    else:
        gap = d1 - d2
    step = timedelta(weeks=1)
    n = 0
    while d1 + step * n < d2:
        n += 1
    return gap.days, n, (d1 + step).strftime("%b %d"), d2.weekday() == 4, d1.year - d2.year
# call: days("01/02/2024", "2024-03-01")
