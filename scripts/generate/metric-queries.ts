/** Questions that the metrics answer. */
export const queries: readonly { query: string; what: string }[] = [
  {
    query: 'sum by (reason) (rate(connection_operator_tests_total{outcome!="connected"}[15m]))',
    what: 'Tests a second that did not end Connected, by reason',
  },
  {
    query: 'histogram_quantile(0.99, sum by (le) (rate(connection_operator_edit_to_verdict_seconds_bucket[1h])))',
    what: 'How long 99 of 100 edits of a Secret or a spec wait for their verdict',
  },
  {
    query: 'sum by (class) (rate(connection_operator_platform_request_duration_seconds_count[5m]))',
    what: 'HTTP requests a second to platforms, by class of the response',
  },
  {
    query: 'rate(connection_operator_throttled_seconds_total[5m])',
    what: 'How many hosts and accounts make tests wait, on average',
  },
  {
    query:
      'histogram_quantile(0.9, sum by (le) (rate(workqueue_queue_duration_seconds_bucket{name="connections"}[15m])))',
    what: 'How long 9 of 10 Connections wait for their turn',
  },
  {
    query: 'max by (reflector) (connection_operator_watch_age_seconds) > 150',
    what: 'Watches that have heard of nothing for longer than two bookmarks',
  },
  {
    query: 'sum(connection_operator_leader) != max(connection_operator_shards)',
    what: 'Shards without a leader, or with two',
  },
];
