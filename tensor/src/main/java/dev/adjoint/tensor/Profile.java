package dev.adjoint.tensor;

import dev.adjoint.kernel.recording.KernelClock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Where the time of some work goes: its sections, the operations in them, forward and backward,
/// and the kernels in those.
///
/// ```java
/// Profile.of(() -> trainer.fit(), spans::add);
/// ```
///
/// It costs nothing while it is off. While it is on, each operation takes about a microsecond more,
/// and recorded steps ([RecordedStep]) run operation by operation.
public final class Profile {

  /// What a span is about.
  public enum Kind {
    /// A part of the work that someone named with [#section].
    SECTION,
    /// An operation computes its value.
    FORWARD,
    /// An operation computes the gradients of its inputs, in the walk back.
    BACKWARD,
    /// One call of a kernel.
    KERNEL
  }

  /// Something that ran from `start` for `nanos` nanoseconds, on the clock of `System.nanoTime`.
  ///
  /// @param name of the section, operation or kernel
  /// @param path the layer, empty outside a model and for sections and kernels
  /// @param kernels nanoseconds of it in kernels that it called itself
  /// @param within nanoseconds of it in operations and sections that it contains
  /// @param allocated bytes of memory that was asked for meanwhile; 0 where nobody counts, and for
  ///   kernels
  public record Span(
      Kind kind,
      String name,
      String path,
      long start,
      long nanos,
      long kernels,
      long within,
      long allocated) {}

  private final Consumer<Span> listener;
  private final LongSupplier allocated;
  private long kernels;
  private long within;

  private Profile(Consumer<Span> listener, LongSupplier allocated) {
    this.listener = listener;
    this.allocated = allocated;
  }

  /// Runs `work` and tells the listener each span of this thread when it ends, the inner one first.
  public static void of(Runnable work, Consumer<Span> listener) {
    of(work, () -> 0, listener);
  }

  /// The same with memory.
  ///
  /// @param allocated how many bytes this thread has asked for so far
  public static void of(Runnable work, LongSupplier allocated, Consumer<Span> listener) {
    ThreadContext context = ThreadContext.current();
    Profile before = context.profile;
    Profile profile = new Profile(listener, allocated);
    context.profile = profile;
    try {
      KernelClock.watch(profile::kernel, work);
    } finally {
      context.profile = before;
    }
  }

  /// Runs `work` as a part with a name, if this thread is profiled.
  public static <T> T section(String name, Supplier<T> work) {
    Profile profile = ThreadContext.current().profile;
    return profile == null ? work.get() : profile.span(Kind.SECTION, name, "", work);
  }

  /// Runs `work` as a part with a name, if this thread is profiled.
  public static void section(String name, Runnable work) {
    section(
        name,
        () -> {
          work.run();
          return name;
        });
  }

  /// Runs `work` as a span. What an operation is made of is its own affair, so nothing inside of it
  /// but kernels is a span.
  <T> T span(Kind kind, String name, String path, Supplier<T> work) {
    ThreadContext context = ThreadContext.current();
    boolean open = kind == Kind.SECTION;
    long kernelsBefore = kernels;
    long withinBefore = within;
    long bytes = allocated.getAsLong();
    long start = System.nanoTime();
    within = 0;
    kernels = 0;
    context.profile = open ? this : null;
    try {
      return work.get();
    } finally {
      context.profile = this;
      long nanos = System.nanoTime() - start;
      listener.accept(
          new Span(kind, name, path, start, nanos, kernels, within, allocated.getAsLong() - bytes));
      within = withinBefore + nanos;
      kernels = kernelsBefore;
    }
  }

  private void kernel(String name, long start, long nanos) {
    kernels += nanos;
    listener.accept(new Span(Kind.KERNEL, name, "", start, nanos, nanos, 0, 0));
  }
}
