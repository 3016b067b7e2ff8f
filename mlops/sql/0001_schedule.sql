-- The scheduler runs as the loader and notes in its tables when each task last ran.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  django_celery_beat_clockedschedule,
  django_celery_beat_crontabschedule,
  django_celery_beat_intervalschedule,
  django_celery_beat_periodictask,
  django_celery_beat_periodictasks,
  django_celery_beat_solarschedule
TO nova_loader;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO nova_loader;
