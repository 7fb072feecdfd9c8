package dev.adjoint.tensor.internal;

import dev.adjoint.tensor.Tensor;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the class `Tensor` leaves its [TensorAccess] when it is initialized.
public final class TensorRegistration {

  private static volatile @Nullable TensorAccess access;

  private TensorRegistration() {}

  /// Called once, by the initializer of `Tensor`.
  public static void register(TensorAccess tensors) {
    access = tensors;
  }

  /// The access, after initializing `Tensor` if that has not happened yet.
  static TensorAccess access() {
    try {
      MethodHandles.lookup().ensureInitialized(Tensor.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("tensor memory: the class Tensor is not accessible", e);
    }
    return Objects.requireNonNull(access);
  }
}
