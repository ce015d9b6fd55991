-- Whoever starts asks the log who has been forgotten, before anything else: not by reading all of it.
CREATE INDEX event_child_forgotten ON events.event (position) WHERE type = 'ChildForgotten';
