package dev.adjoint.models;

/// A sum of the sizes of layers, which fails where it does not fit in 64 bits.
final class Sum {

  private long total;

  /// A convolution without bias.
  Sum convolution(long in, long out, int kernel) {
    return add(Math.multiplyExact(Math.multiplyExact(in, out), (long) kernel * kernel));
  }

  /// Weight, bias, running mean, running variance and the number of batches.
  Sum batchNorm(long channels) {
    return add(Math.addExact(Math.multiplyExact(4, channels), 1));
  }

  /// A linear layer with bias.
  Sum linear(long in, long out) {
    return add(Math.multiplyExact(Math.addExact(in, 1), out));
  }

  private Sum add(long count) {
    total = Math.addExact(total, count);
    return this;
  }

  long total() {
    return total;
  }
}
