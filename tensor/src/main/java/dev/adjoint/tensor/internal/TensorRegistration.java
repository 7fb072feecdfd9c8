package dev.adjoint.tensor.internal;

import dev.adjoint.tensor.Tensor;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the class `Tensor` leaves an object that can reach its hidden members when it is
/// initialized.
public final class TensorRegistration {

  private static volatile @Nullable Object access;

  private TensorRegistration() {}

  /// Called once, by the initializer of `Tensor`.
  public static void register(Object tensors) {
    access = tensors;
  }

  /// The access to some of the members, after initializing `Tensor` if that has not happened yet.
  public static <A> A access(Class<A> members) {
    try {
      MethodHandles.lookup().ensureInitialized(Tensor.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("tensor memory: the class Tensor is not accessible", e);
    }
    return members.cast(Objects.requireNonNull(access));
  }
}
