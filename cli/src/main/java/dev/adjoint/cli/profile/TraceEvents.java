package dev.adjoint.cli.profile;

import dev.adjoint.tensor.Profile.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Spans in the Trace Event Format that `chrome://tracing` and Perfetto read: complete events,
/// times in microseconds from the first one.
///
/// **Source**: "Trace Event Format", the Chromium project.
final class TraceEvents {

  private static final JsonMapper JSON = new JsonMapper();

  private TraceEvents() {}

  /// @param seen how many spans there were in all
  static byte[] of(List<Span> spans, long seen) {
    long first = spans.stream().mapToLong(Span::start).min().orElse(0);
    Map<String, Object> trace = new LinkedHashMap<>();
    trace.put("displayTimeUnit", "ns");
    trace.put("otherData", Map.of("spans", seen, "spans in this file", spans.size()));
    trace.put("traceEvents", spans.stream().map(span -> event(span, first)).toList());
    return JSON.writeValueAsBytes(trace);
  }

  private static Map<String, Object> event(Span span, long first) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", name(span));
    event.put("cat", span.kind().name().toLowerCase(Locale.ROOT));
    event.put("ph", "X");
    event.put("ts", (double) (span.start() - first) / 1e3);
    event.put("dur", (double) span.nanos() / 1e3);
    event.put("pid", 1);
    event.put("tid", 1);
    event.put("args", arguments(span));
    return event;
  }

  private static String name(Span span) {
    return switch (span.kind()) {
      case SECTION, FORWARD, KERNEL -> span.name();
      case BACKWARD -> span.name() + " backward";
    };
  }

  private static Map<String, Object> arguments(Span span) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    if (!span.path().isEmpty()) {
      arguments.put("layer", span.path());
    }
    switch (span.kind()) {
      case FORWARD, BACKWARD -> {
        arguments.put("kernels µs", (double) span.kernels() / 1e3);
        arguments.put("allocated bytes", span.allocated());
      }
      case SECTION, KERNEL -> {}
    }
    return arguments;
  }
}
