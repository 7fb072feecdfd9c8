package dev.adjoint.cli.profile;

import com.sun.management.ThreadMXBean;
import dev.adjoint.tensor.Profile;
import dev.adjoint.tensor.Profile.Kind;
import dev.adjoint.tensor.Profile.Span;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Adds up the spans of a [Profile] by kind and name, and keeps the first spans.
public final class TimeSpent {

  /// The section that is one training step.
  private static final String STEP = "step";

  /// The number of spans that are kept. Their trace has a few megabytes, which is more than a
  /// viewer shows at once.
  private static final int MOST_SPANS = 40_000;

  private final Map<Row.Key, Row> rows = new LinkedHashMap<>();
  private final List<Span> spans = new ArrayList<>();
  private long seen;
  private long nanos;

  /// What was spent on all spans of one kind and name, in nanoseconds and bytes.
  record Row(Key key, long calls, long nanos, long kernels, long allocated) {

    record Key(Kind kind, String name) {}

    Row plus(Span span) {
      return new Row(
          key,
          calls + 1,
          nanos + span.nanos() - span.within(),
          kernels + span.kernels(),
          allocated + (key.kind == Kind.SECTION ? 0 : span.allocated()));
    }

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", key.kind.name().toLowerCase(java.util.Locale.ROOT));
      map.put("name", key.name);
      map.put("calls", calls);
      map.put("seconds", (double) nanos / 1e9);
      map.put("kernel_seconds", (double) kernels / 1e9);
      map.put("allocated_bytes", allocated);
      return map;
    }
  }

  /// Runs `work`, adding up what this thread does.
  public <T> T of(Supplier<T> work) {
    List<@Nullable T> result = new ArrayList<>(1);
    long start = System.nanoTime();
    Profile.of(() -> result.add(work.get()), allocated(), this::add);
    nanos += System.nanoTime() - start;
    return Objects.requireNonNull(result.getFirst());
  }

  private static LongSupplier allocated() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
            && threads.isThreadAllocatedMemorySupported()
        ? threads::getCurrentThreadAllocatedBytes
        : () -> 0;
  }

  private void add(Span span) {
    Row.Key key = new Row.Key(span.kind(), span.name());
    Row before = rows.get(key);
    rows.put(key, (before == null ? new Row(key, 0, 0, 0, 0) : before).plus(span));
    seen++;
    if (spans.size() < MOST_SPANS) {
      spans.add(span);
    }
  }

  /// The rows, the longest time first; the time of a section does not include the operations in it.
  List<Row> sorted() {
    return rows.values().stream().sorted(Comparator.comparingLong(Row::nanos).reversed()).toList();
  }

  /// The nanoseconds of all the work.
  long nanos() {
    return nanos;
  }

  /// The number of training steps in it.
  long steps() {
    Row steps = rows.get(new Row.Key(Kind.SECTION, STEP));
    return steps == null ? 0 : steps.calls;
  }

  /// The rows as data.
  public List<Map<String, Object>> rows() {
    return sorted().stream().map(Row::toMap).toList();
  }

  /// The rows as lines for people.
  public List<String> text() {
    return new TimeTable(this).lines();
  }

  /// The first spans as a trace in JSON.
  public byte[] trace() {
    return TraceEvents.of(spans, seen);
  }
}
