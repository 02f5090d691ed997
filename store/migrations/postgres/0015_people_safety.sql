-- Who counts as one of two: since when she is what she is, by somebody's hand. 0: as the operator of the machine made her.
alter table person add column settled_since bigint not null default 0;
