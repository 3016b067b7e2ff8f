"""The loader's 50 bad inputs, as docs/bad-inputs.md numbers them, and the tests that show each.

A test stands under its file and name; in brackets the one of its cases that is meant, else all.
"""

_FILE = "mlops/pipeline/test_bad_forecast_files.py::test_refuses_the_whole_file"
_ROW = "mlops/pipeline/test_bad_forecast_files.py::test_names_the_row_that_breaks_a_rule"
_FORECAST_FILES = "mlops/pipeline/test_bad_forecast_files.py::"
_CELLS = "mlops/pipeline/test_load_datasets.py::test_names_the_cell_that_breaks_the_contract"
_HOSTILE = "mlops/pipeline/test_hostile_files.py::"
_FOOTERS = "mlops/pipeline/test_damaged_footers.py::"
_FUZZ = "mlops/pipeline/fuzz/test_damaged_parquet.py::"
_KEYS = "mlops/pipeline/test_keys_in_files.py::"
_INSTANTS = "mlops/pipeline/test_instants_in_files.py::"
_FORECASTS = "mlops/pipeline/test_load_forecasts.py::"
_ODD = "mlops/pipeline/test_load_oddities.py::"
_SAFETY = "mlops/pipeline/test_load_safety.py::"
_READERS = "mlops/pipeline/test_load_readers.py::"
_OTHERS = "mlops/pipeline/test_load_among_others.py::"
_FAULTS = "mlops/faults/"
_TABLES = "core/test_schema.py::"
_ADMIN = "support/test_admin_loads.py::"
_WORKBOOK = "mlops/sources/test_procurement_refusals.py::"


def _files(*cases: str) -> tuple[str, ...]:
    return tuple(f"{_FILE}[{case}]" for case in cases)


def _rows(*cases: str) -> tuple[str, ...]:
    return tuple(f"{_ROW}[{case}]" for case in cases)


SHOWN_BY: dict[int, tuple[str, ...]] = {
    1: (
        _FORECAST_FILES + "test_refuses_a_path_that_is_no_file_before_it_asks_the_database",
        _FORECAST_FILES + "test_refuses_a_file_outside_the_load_folder",
    ),
    2: (
        *_files("0 bytes", "header only", "parquet without rows"),
        _FORECAST_FILES + "test_takes_an_empty_file_only_when_told",
        _ODD + "test_a_run_without_rows_never_becomes_champion",
    ),
    3: (
        _HOSTILE + "test_every_truncation_of_a_file_is_corrupt",
        *_files("truncated at the start", "truncated in the middle", "truncated at the footer"),
    ),
    4: (
        *_files("a flipped bit", "another flipped bit"),
        _FORECAST_FILES + "test_requires_checksums_or_a_manifest_where_the_settings_say_so",
        _FOOTERS + "test_a_damaged_figure_refuses_the_file",
        _FOOTERS + "test_one_page_without_a_checksum_is_enough_to_refuse",
        _FUZZ + "test_a_damaged_file_is_never_read_as_other_data",
        _FUZZ + "test_two_thousand_damaged_files_are_never_read_as_other_data",
    ),
    5: (
        *_files("hash unlike the manifest"),
        _ODD + "test_a_link_is_held_to_the_manifest_beside_it",
    ),
    6: (
        _HOSTILE + "test_a_file_that_changes_while_it_is_read_is_refused",
        _HOSTILE + "test_a_file_that_is_replaced_while_it_is_read_is_loaded_as_it_was",
    ),
    7: (
        _HOSTILE + "test_a_dictionary_bomb_is_refused_by_its_footer",
        _FORECAST_FILES + "test_refuses_more_rows_than_allowed_before_reading_them",
    ),
    8: (
        _HOSTILE + "test_a_page_that_promises_two_gigabytes_ends_the_reader_alone",
        _HOSTILE + "test_a_reader_that_runs_out_of_memory_refuses_the_file",
        _HOSTILE + "test_a_text_of_a_megabyte_on_every_row_swells_neither_reader_nor_loader",
        _SAFETY + "test_reader_is_stopped_by_its_memory_limit",
    ),
    9: (
        _HOSTILE + "test_a_reader_that_dies_of_a_signal_refuses_the_file",
        _FAULTS + "test_kills.py::test_kill_of_the_reader_refuses_the_file",
    ),
    10: _files(
        "encrypted", "encrypted columns", "list column", "struct column", "map column",
        "column twice",
    ),
    11: _files("missing column", "other case", "other accent", "other spelling"),
    12: (
        *_files("extra column"),
        _FORECASTS + "test_counts_columns_that_it_was_told_to_leave_out",
    ),
    13: _files("number as text", "horizon as float", "item id as float", "date as text"),
    14: _files("newer schema", "manifest of a later version"),
    15: (
        *_rows("NaN", "NaN in CSV"),
        f"{_CELLS}[inventory, current_stock: NAN]",
        f"{_CELLS}[kpis, forecast_mape: NAN]",
        _TABLES + "test_refuses_a_number_that_is_none_or_negative",
        _TABLES + "test_refuses_not_a_number_where_negatives_are_allowed",
    ),
    16: (
        *_rows("infinity", "-infinity", "-infinity in CSV"),
        _TABLES + "test_refuses_infinity_and_what_does_not_fit",
    ),
    17: _rows("missing value", "missing code", "empty cell in CSV", "blank model tag"),
    18: (
        *_rows("negative"),
        f"{_CELLS}[suppliers, avg_lead_time_days: NEGATIVE]",
        f"{_CELLS}[inventory, safety_stock: NEGATIVE]",
        f"{_CELLS}[demand, quantity: NEGATIVE]",
        f"{_CELLS}[kpis, forecast_mape: NEGATIVE]",
    ),
    19: _rows("beyond NUMERIC(18,4)", "horizon 40000", "horizon 40000 in parquet"),
    20: (_FORECASTS + "test_counts_what_four_decimals_cannot_hold",),
    21: _rows("lower above yhat", "upper below yhat"),
    22: (
        *_rows("95 for 0.95"),
        f"{_CELLS}[suppliers, on_time_delivery_rate: UNIT_RANGE]",
        f"{_CELLS}[kpis, stockout_rate: UNIT_RANGE]",
    ),
    23: (
        *_rows("unknown item", "unknown site"),
        _KEYS + "test_the_distinct_unknown_keys_are_listed_with_their_rows",
        _KEYS + "test_of_many_unknown_keys_the_first_are_named_and_the_rest_counted",
    ),
    24: (_FORECASTS + "test_counts_inactive_items_and_loads_them",),
    25: (_KEYS + "test_a_code_that_is_almost_right_is_refused_with_the_right_one",),
    26: (
        _KEYS + "test_codes_that_look_like_something_else_stay_text_byte_for_byte",
        *_rows("0012 as 12", "1E5 stays text", "NA stays text", "TRUE stays text",
               "a date stays text"),
    ),
    27: (_FORECASTS + "test_counts_exact_duplicates_once",),
    28: _files("same key, other values"),
    29: (_FORECASTS + "test_second_identical_file_changes_nothing",),
    30: (
        _FORECASTS + "test_the_same_bytes_under_another_name_are_known",
        _FORECASTS + "test_the_same_rows_in_another_file_are_a_run_of_the_same_figures",
    ),
    31: (_SAFETY + "test_refuses_a_run_older_than_the_published_one",),
    32: (
        *_rows("before 2000", "401 days ahead"),
        _ODD + "test_demand_of_tomorrow_is_refused",
    ),
    33: (
        *_rows("year 1", "year 9999", "infinity as date", "before Christ",
               "before Christ in parquet", "30 February", "29-02-2025"),
        _TABLES + "test_refuses_a_fact_on_an_absurd_day",
        _TABLES + "test_calendar_itself_refuses_an_absurd_day",
    ),
    34: (
        *_files("no time zone", "no time zone, nanoseconds", "no time zone, INT96",
                "no time zone in CSV"),
        _INSTANTS + "test_a_moment_with_a_zone_is_kept_to_the_microsecond",
        _INSTANTS + "test_a_moment_without_a_zone_is_read_in_the_one_that_the_manifest_names",
        _INSTANTS + "test_a_moment_of_a_csv_is_kept_exactly",
        _INSTANTS + "test_a_moment_that_the_clock_never_showed_or_showed_twice_is_refused",
        _INSTANTS + "test_a_moment_beyond_what_microseconds_count_never_wraps_into_today",
    ),
    35: (
        _SAFETY + "test_months_without_a_partition_are_made_by_the_load",
        _TABLES + "test_no_table_has_a_default_partition",
    ),
    36: (
        *_files("latin-1", "cp1252", "UTF-16", "UTF-16 without its mark",
                "invalid UTF-8 in the middle"),
        _FORECAST_FILES + "test_accepts_a_byte_order_mark",
    ),
    37: _files("semicolons", "tabs", "1.234,56", "1,234.56", "R$ 10"),
    38: (
        *_files("unbalanced quote", "newline in a cell", "ragged row",
                "ragged row after a blank line", "NUL byte", "stray carriage return",
                "line ends of three kinds", "10,000 columns", "10,000 columns in parquet",
                "a line of 2 MB"),
        _HOSTILE + "test_a_line_of_a_hundred_megabytes_is_refused_in_little_memory",
        _FORECAST_FILES + "test_accepts_windows_line_ends",
    ),
    39: (
        f"{_CELLS}[recommendations, message: TOO_LONG]",
        *_rows("model tag of 1 MB", "control character", "bidi override"),
        _KEYS + "test_a_refused_value_of_a_megabyte_makes_no_long_message",
        _FORECAST_FILES + "test_keeps_markup_as_text",
        _FORECAST_FILES + "test_writes_refused_rows_without_formulas",
        _ADMIN + "test_shows_the_first_rejects_in_order_and_their_marks_harmless",
        _ADMIN + "test_the_rejects_come_as_a_file_that_no_spreadsheet_runs",
    ),
    40: (
        f"{_CELLS}[features, features: JSON_NAN]",
        f"{_CELLS}[features, features: JSON_DUPLICATE_KEY]",
        f"{_CELLS}[features, features: JSON_DEPTH1]",
        f"{_CELLS}[features, features: JSON_KEYS0]",
        f"{_CELLS}[features, features: JSON_KEYS1]",
        f"{_CELLS}[features, features: JSON_NUMBER]",
        f"{_CELLS}[items, extra_attributes: JSON_NUL]",
        f"{_CELLS}[items, extra_attributes: TOO_LONG]",
    ),
    41: (
        f"{_CELLS}[regions, state_code: ENUM0]",
        f"{_CELLS}[sites, site_type: ENUM]",
        f"{_CELLS}[items, abc_class: ENUM]",
        f"{_CELLS}[recommendations, priority: ENUM0]",
        f"{_CELLS}[recommendations, priority: ENUM1]",
    ),
    42: (
        *_files("gzip", "gzip a thousandth of what it holds", "zip with ../", "zip of two files",
                "zip in a zip", "7-Zip"),
        _WORKBOOK + "test_an_archive_part_that_leaves_or_nests_is_refused",
        _WORKBOOK + "test_an_archive_that_unpacks_above_100_to_1_is_refused",
        _WORKBOOK + "test_a_bomb_that_declares_a_harmless_size_is_refused_by_what_it_holds",
    ),
    43: (
        _SAFETY + "test_holds_a_file_of_another_size_for_approval",
        _SAFETY + "test_holds_a_file_in_which_item_sites_vanished",
    ),
    44: (_SAFETY + "test_second_load_at_once_leaves_without_a_trace",),
    45: (
        _SAFETY + "test_full_disk_is_named_and_leaves_nothing",
        _FAULTS + "test_full_disk.py::"
        "test_full_disk_under_the_tables_is_named_and_leaves_the_old_data",
        _FAULTS + "test_full_disk.py::test_disk_that_is_full_from_a_step_on_never_shows_half",
        _FAULTS + "test_full_disk.py::test_full_disk_under_the_log_leaves_old_or_new_data",
    ),
    46: (
        _FAULTS + "test_kills.py::test_kill_at_random_times_leaves_old_or_new_data",
        _FAULTS + "test_kills.py::test_kill_at_every_step_and_commit_leaves_old_or_new_data",
        _FAULTS + "test_database_faults.py::"
        "test_end_of_the_backend_is_told_and_publishes_nothing_by_half",
        _FAULTS + "test_database_faults.py::"
        "test_restart_of_the_server_is_told_and_publishes_nothing_by_half",
        _FAULTS + "test_cut_lines.py::test_cut_line_is_told_in_bounded_time",
    ),
    47: (
        _READERS + "test_reader_with_a_long_transaction_does_not_stop_a_publication",
        _READERS + "test_gives_up_with_75_when_the_table_stays_locked",
        _OTHERS + "test_nobody_queues_for_long_behind_a_load_that_waits_for_a_reader",
    ),
    48: (_SAFETY + "test_stop_signal_rolls_back_and_exits_with_143",),
    49: (
        _SAFETY + "test_refuses_to_load_as_a_role_that_only_reads",
        _SAFETY + "test_refuses_to_load_as_a_superuser",
    ),
    50: (
        _OTHERS + "test_an_acknowledgement_outlives_the_same_advice_loaded_again",
        _OTHERS + "test_an_acknowledgement_outlives_the_loads_around_it",
    ),
}  # fmt: skip
