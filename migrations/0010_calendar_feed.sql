-- The address under which a seat's due days can be subscribed to. Only its hash is kept: whoever holds the address reads the days.
create table calendar_feed (
  id uuid primary key,
  seat_id uuid not null references seat,
  token_hash text not null unique,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index calendar_feed_current on calendar_feed (seat_id) where ended_at is null;
