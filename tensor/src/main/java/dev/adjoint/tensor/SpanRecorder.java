package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.SpanListener;
import dev.adjoint.tensor.autograd.ThreadContext;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Measures the spans of a [Profile] and hands each to a listener when it ends.
final class SpanRecorder implements SpanListener {

  private final Consumer<Profile.Span> listener;
  private final LongSupplier allocated;

  /// Nanoseconds in kernels that the present span has called itself.
  private long kernels;

  /// Nanoseconds in spans inside of the present one.
  private long within;

  SpanRecorder(Consumer<Profile.Span> listener, LongSupplier allocated) {
    this.listener = listener;
    this.allocated = allocated;
  }

  /// Runs `work` as a span. The operations that an operation is composed of are not spans of their
  /// own; its kernels are.
  @Override
  public <T> T span(Profile.Kind kind, String name, String path, Supplier<T> work) {
    @Nullable SpanListener inside = kind == Profile.Kind.SECTION ? this : null;
    long kernelsBefore = kernels;
    long withinBefore = within;
    long bytes = allocated.getAsLong();
    long start = System.nanoTime();
    within = 0;
    kernels = 0;
    try {
      return ThreadContext.profiled(inside, work);
    } finally {
      long nanos = System.nanoTime() - start;
      listener.accept(
          new Profile.Span(
              kind, name, path, start, nanos, kernels, within, allocated.getAsLong() - bytes));
      within = withinBefore + nanos;
      kernels = kernelsBefore;
    }
  }

  /// A kernel has run.
  void kernel(String name, long start, long nanos) {
    kernels += nanos;
    listener.accept(new Profile.Span(Profile.Kind.KERNEL, name, "", start, nanos, nanos, 0, 0));
  }
}
