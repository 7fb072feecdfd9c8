package dev.adjoint.distributed.collective;

import java.util.List;

/// A group of processes that call the same operations in the same order, and together compute sums,
/// gather numbers and wait for each other.
///
/// Each process has a rank, 0 … size − 1. An operation ends on all ranks, with the same bits, or it
/// throws a [CollectiveException] where it cannot be completed; it never leaves a part of a result
/// in an array. After an exception every further call throws too. A peer that ended is noticed
/// within a second, one that hangs after the timeout of the implementation.
///
/// Arrays of one operation have the same length on all ranks unless its description says otherwise.
/// Lengths of 0 are allowed. One thread at a time uses a collective.
public interface Collective extends AutoCloseable {

  /// The number of this process, from 0.
  int rank();

  /// The number of processes.
  int size();

  /// Replaces each element by the sum over all ranks. Each sum is rounded in an order that depends
  /// on the size of the group, the implementation and the position, so all ranks and all runs with
  /// the same group get the same bits.
  ///
  /// @throws CollectiveException if it cannot be completed; the array is unchanged then
  void allReduceSum(float[] values);

  /// The same for F64.
  void allReduceSum(double[] values);

  /// The same for whole numbers; a sum that does not fit wraps.
  void allReduceSum(long[] values);

  /// Replaces each element by the least of all ranks.
  ///
  /// @throws CollectiveException if it cannot be completed; the array is unchanged then
  void allReduceMin(long[] values);

  /// Replaces the bytes by those of one rank.
  ///
  /// @param root the rank whose bytes all get
  /// @throws CollectiveException if it cannot be completed; the array is unchanged then
  void broadcast(byte[] bytes, int root);

  /// Replaces the elements by those of one rank.
  ///
  /// @param root the rank whose elements all get
  void broadcast(float[] values, int root);

  /// The elements of all ranks, one after another in the order of the ranks.
  ///
  /// @return as many elements as `own` has, times [#size]
  float[] allGather(float[] own);

  /// The same for F64.
  double[] allGather(double[] own);

  /// The bytes of each rank, in the order of the ranks; their lengths may differ.
  List<byte[]> allGather(byte[] own);

  /// Returns when all ranks have called it.
  default void barrier() {
    allReduceSum(new long[1]);
  }

  /// Leaves the group. An operation that other ranks have begun throws there. Closing twice does
  /// nothing.
  @Override
  void close();
}
