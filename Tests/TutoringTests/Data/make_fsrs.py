"""Reviews as py-fsrs 6.3.1 has them: pip install fsrs==6.3.1; python3 make_fsrs.py > fsrs.txt

A line is one review: card, seconds since its first review, rating 1 to 4, then stability, difficulty and, in days, the
interval for a retention of 0.9, to 12 digits.
"""
import random
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler

scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
start = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
generator = random.Random(6)
# The published vector (tests/test_basic.py of py-fsrs): good six times, again twice, good five times, each when it is due.
published = [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3]
for number in range(60):
    card, now = Card(), start
    ratings = published if number == 0 else [generator.choice([1, 2, 3, 3, 3, 4]) for _ in range(generator.randint(1, 14))]
    for rating in ratings:
        card, _ = scheduler.review_card(card, Rating(rating), now)
        days = scheduler._next_interval(stability=card.stability)
        print(number, int((now - start).total_seconds()), rating, f"{card.stability:.12g} {card.difficulty:.12g}", days)
        if number == 0:
            now = card.due
        else:
            # On the same day, when it is due, too early, too late.
            now += generator.choice(
                [timedelta(minutes=7), timedelta(hours=23), timedelta(days=days), timedelta(days=max(1, days // 2)), timedelta(days=3 * days, hours=5)])
