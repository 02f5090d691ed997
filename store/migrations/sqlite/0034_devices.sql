-- Whoever has several phones tells them apart by names of hers, and silences one without taking it away.
alter table push_device add column name text;
alter table push_device add column silent bigint not null default 0;
