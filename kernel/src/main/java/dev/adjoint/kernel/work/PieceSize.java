package dev.adjoint.kernel.work;

/// The least amount of work in one piece: the single policy for all kernels.
///
/// Passing a piece to a waiting thread costs 1 to 2 µs, so a piece takes about 10 µs or more. Each
/// constant is that time in the unit in which a kernel counts its work. A kernel whose elements
/// cost more than an addition multiplies them by its own weight, in additions for each element.
/// Pieces determine which thread computes a number and never in which order it is rounded, so these
/// values can be tuned without changing a bit of the result.
public final class PieceSize {
  /// Elements of a loop that reads, adds and writes.
  public static final int ELEMENTS = 1 << 15;

  /// Multiplications in plain Java.
  public static final int SCALAR_PRODUCTS = 1 << 18;

  /// Multiplications on tiles of vectors.
  public static final int VECTOR_PRODUCTS = 1 << 19;

  /// Multiplications on tiles of vectors that also copy what they read.
  public static final int COPIED_PRODUCTS = 1 << 20;

  /// Elements of a matrix that is read once from memory.
  public static final int READ = 1 << 16;

  /// Elements that are copied, in their order or another.
  public static final int COPIED = 1 << 14;

  /// Sums of several partial results each.
  public static final int SUMS = 1 << 13;

  /// Large work is cut into at least this many pieces, so that as many threads can share it.
  public static final int COUNT = 8;

  private PieceSize() {}
}
