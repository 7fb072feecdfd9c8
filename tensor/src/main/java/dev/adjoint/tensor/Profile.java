package dev.adjoint.tensor;

import dev.adjoint.kernel.recording.KernelClock;
import dev.adjoint.tensor.autograd.SpanListener;
import dev.adjoint.tensor.autograd.ThreadContext;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Measures the time of some work: of its sections, of the operations in them, forward and
/// backward, and of their kernels.
///
/// ```java
/// Profile.of(() -> trainer.fit(), spans::add);
/// ```
///
/// It costs nothing while it is off. While it is on, each operation takes about a microsecond more,
/// and recorded steps ([RecordedStep]) run operation by operation.
public final class Profile {

  /// The kind of a span.
  public enum Kind {
    /// A part of the work that someone named with [#section].
    SECTION,
    /// An operation computes its value.
    FORWARD,
    /// An operation computes the gradients of its inputs, in the backward pass.
    BACKWARD,
    /// One call of a kernel.
    KERNEL
  }

  /// A part of the work that ran from `start` for `nanos` nanoseconds, on the clock of
  /// `System.nanoTime`.
  ///
  /// @param name of the section, operation or kernel
  /// @param path the layer, empty outside a model and for sections and kernels
  /// @param kernels nanoseconds of it in kernels that it called itself
  /// @param within nanoseconds of it in operations and sections that it contains
  /// @param allocated bytes of memory that were allocated meanwhile; 0 if they are not counted, and
  ///   for kernels
  public record Span(
      Kind kind,
      String name,
      String path,
      long start,
      long nanos,
      long kernels,
      long within,
      long allocated) {}

  private Profile() {}

  /// Runs `work` and hands each span of this thread to the listener when it ends, inner spans
  /// first.
  public static void of(Runnable work, Consumer<Span> listener) {
    of(work, () -> 0, listener);
  }

  /// The same with memory.
  ///
  /// @param allocated the number of bytes that this thread has allocated so far
  public static void of(Runnable work, LongSupplier allocated, Consumer<Span> listener) {
    Require.present("profile", "work", work);
    Require.present("profile", "allocated", allocated);
    Require.present("profile", "listener", listener);
    SpanRecorder recorder = new SpanRecorder(listener, allocated);
    ThreadContext.profiled(
        recorder,
        () -> {
          KernelClock.watch(recorder::kernel, work);
          return recorder;
        });
  }

  /// Runs `work` as a part with a name, if this thread is profiled.
  public static <T> T section(String name, Supplier<T> work) {
    Require.present("section", "name", name);
    Require.present("section", "work", work);
    SpanListener profile = ThreadContext.current().profile();
    return profile == null ? work.get() : profile.span(Kind.SECTION, name, "", work);
  }

  /// Runs `work` as a part with a name, if this thread is profiled.
  public static void section(String name, Runnable work) {
    Require.present("section", "work", work);
    section(
        name,
        () -> {
          work.run();
          return name;
        });
  }
}
