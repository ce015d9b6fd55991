-- A projection whose rows follow from one stream each is first filled stream by stream, up to a position. This is the
-- checkpoint meanwhile; `position` stays 0.
ALTER TABLE projections.build
  -- The last stream whose rows are in the tables; '' before the first, null once all are and the log is followed.
  ADD COLUMN filled_to  text COLLATE "C",
  -- Up to where histories are taken; null before the first.
  ADD COLUMN fill_until bigint;
