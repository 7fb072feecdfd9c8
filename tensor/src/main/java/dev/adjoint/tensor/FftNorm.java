package dev.adjoint.tensor;

/// Which direction of a Fourier transform of n numbers is divided, PyTorch's `norm`.
public enum FftNorm {
  /// The inverse transform is divided by n. This is the default.
  BACKWARD,
  /// Both directions are divided by √n, so that they keep the norm.
  ORTHO,
  /// The forward transform is divided by n.
  FORWARD;

  /// The factor of one direction for n numbers.
  double factor(long n, boolean inverse) {
    return switch (this) {
      case BACKWARD -> inverse ? 1 / (double) n : 1;
      case ORTHO -> 1 / Math.sqrt((double) n);
      case FORWARD -> inverse ? 1 : 1 / (double) n;
    };
  }
}
