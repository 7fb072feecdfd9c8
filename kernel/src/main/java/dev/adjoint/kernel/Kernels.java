package dev.adjoint.kernel;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Every loop over numbers that the library runs: the one gate to storage.
///
/// There are two implementations with **equal results to the last bit**: `ScalarKernels`, plain
/// Java for every element type, which is the definition, and `VectorKernels`, which does the F32
/// work with the Vector API and hands everything else to the scalar one. Results do not depend on
/// the number of threads either: work is cut into pieces by shape alone.
///
/// Callers pass correct views: equal sizes where a method says so (broadcasting is stride 0), equal
/// element types unless said otherwise, and outputs that share no memory with inputs. A *run
/// layout* `outer × length × inner` means that a C-ordered array is seen as `[outer, length,
/// inner]` and the work goes along `length`.
///
/// A run of calls can be recorded and run again (`Tape`). `RecordingKernels` therefore has one
/// statement for each method, which says of every view whether the call reads it, overwrites every
/// element of it, or changes it otherwise. A method must do the same on each call with the same
/// views and numbers, so it takes everything that changes from one training step to the next as a
/// view, and leaves its results in views.
public non-sealed interface Kernels
    extends AttentionKernels,
        ConvolutionKernels,
        LossKernels,
        NormalizationKernels,
        PoolingKernels,
        RecurrentKernels,
        UpdateKernels {

  /// The implementation chosen at start: the vector one when the module `jdk.incubator.vector` is
  /// in the boot layer and `-Dadjoint.kernels=scalar` is not set. On a thread that records or times
  /// its calls, the implementation that does so.
  static Kernels active() {
    return ActiveKernels.ofThisThread();
  }

  /// The name shown to users: `vector 512 bit` or `scalar`.
  String description();

  /// `y[i] = f(x[i])`; x and y have equal sizes.
  void unary(Unary f, View x, View y);

  /// `y[i] = f(a[i], b[i])`; all sizes equal.
  void binary(Binary f, View a, View b, View y);

  /// `y[i] = a[i] ? b[i]`; a and b of one element type, y BOOL, all sizes equal.
  void compare(Comparison f, View a, View b, View y);

  /// `y[i] = condition[i] ? a[i] : b[i]`; condition BOOL, all sizes equal.
  void where(View condition, View a, View b, View y);

  /// Copies x into y, converting between element types as a Java cast does (to BOOL: `x != 0`; from
  /// BOOL: 1 and 0). y may be strided, so this also writes parts of a larger array.
  void copy(View x, View y);

  /// `y[i] += x[i]` for a y that may be strided; F32, F64, I32, I64.
  void add(View x, View y);

  /// Sets every element of y; for I64 the value is taken as a long.
  void fill(View y, Number value);

  /// Reduces x `[outer, length, inner]` (C order) to y `[outer, inner]` (C order). See [Reduction]
  /// for the order of rounding.
  void reduce(Reduction f, View x, View y, int outer, int length, int inner);

  /// The position along `length` of the first largest (or smallest) element; the first NaN wins. y
  /// is I64.
  void argReduce(boolean largest, View x, View y, int outer, int length, int inner);

  /// Running sums (or, for PRODUCT, products) along `length`, one chain each.
  void cumulate(Reduction f, View x, View y, int outer, int length, int inner);

  /// Sorts each run, stable, NaN last when ascending and first when descending; `indices` (I64)
  /// says where each element was.
  void sort(
      boolean descending, View x, View values, View indices, int outer, int length, int inner);

  /// `y[o, j, i] = x[o, index[o, j, i], i]`, x having `length` and y and index `count` elements
  /// along the axis. Index is I64 and in range. All in C order.
  void gather(View x, View index, View y, int outer, int length, int count, int inner);

  /// `y[o, index[o, j, i], i] += x[o, j, i]` in the order of j: the transpose of [#gather].
  void scatterAdd(View x, View index, View y, int outer, int length, int count, int inner);

  /// `y[o, j, i] = x[o, index[j], i]`: whole slices, index I64 of `count` elements. All in C order.
  void select(View x, View index, View y, int outer, int length, int count, int inner);

  /// `y[o, index[j], i] += x[o, j, i]` in the order of j: the transpose of [#select].
  void selectAdd(View x, View index, View y, int outer, int length, int count, int inner);

  /// `y = softmax(x)` along the rows of `[rows, length]`, C order: `exp(x − max) / Σ exp(x − max)`,
  /// the sum in the order of [Reduction#SUM].
  void softmax(View x, View y, int rows, int length);

  /// `y = x − max − log Σ exp(x − max)` along the rows of `[rows, length]`, C order.
  void logSoftmax(View x, View y, int rows, int length);

  /// The matrix product of a `[…, m, k]` and b `[…, k, n]` (any strides, batch axes already of
  /// equal sizes) into c `[…, m, n]`, C order; F32, F64, I32, I64.
  ///
  /// In F32 and F64 each element of c is one chain of fused multiply–adds in the order of k,
  /// starting at +0, so block sizes, vector width and threads do not change a bit.
  void matmul(View a, View b, View c);

  /// Throws what `outside` makes of the first element in C order that is not within `0 … size − 1`.
  /// Index is I64.
  void requireWithin(View index, int size, OutsideRange outside);

  /// Fills y in C order with the numbers of a new supplier, each converted as a Java cast does (to
  /// BOOL: `x != 0`); F32, F64 and BOOL. Run again from a tape it draws anew.
  void draw(View y, Supplier<DoubleSupplier> numbers);
}
