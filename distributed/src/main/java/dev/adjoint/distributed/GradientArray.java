package dev.adjoint.distributed;

import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// An array of F32 or F64 numbers, with what a [Bucket] does to it.
sealed interface GradientArray {

  double get(int index);

  void set(int index, double value);

  /// Copies all elements of a tensor to this position.
  void copy(Tensor from, int to);

  /// Copies or adds elements of another array of the same type, each sum rounded to this type.
  void add(GradientArray more, int from, int to, int count, boolean hasSum);

  void zero(int from, int to);

  /// The elements of all processes.
  GradientArray gather(Collective collective);

  void allReduce(Collective collective);

  /// Some elements, as a copy.
  Tensor tensor(int from, int to);

  record Floats(float[] values) implements GradientArray {

    @Override
    public double get(int index) {
      return values[index];
    }

    @Override
    public void set(int index, double value) {
      values[index] = (float) value;
    }

    @Override
    public void copy(Tensor from, int to) {
      float[] elements = from.toFloatArray();
      System.arraycopy(elements, 0, values, to, elements.length);
    }

    @Override
    public void add(GradientArray more, int from, int to, int count, boolean hasSum) {
      float[] other = ((Floats) more).values;
      if (!hasSum) {
        System.arraycopy(other, from, values, to, count);
        return;
      }
      for (int i = 0; i < count; i++) {
        values[to + i] += other[from + i];
      }
    }

    @Override
    public void zero(int from, int to) {
      Arrays.fill(values, from, to, 0);
    }

    @Override
    public GradientArray gather(Collective collective) {
      return new Floats(collective.allGather(values));
    }

    @Override
    public void allReduce(Collective collective) {
      collective.allReduceSum(values);
    }

    @Override
    public Tensor tensor(int from, int to) {
      return Tensor.of(Arrays.copyOfRange(values, from, to));
    }
  }

  record Doubles(double[] values) implements GradientArray {

    @Override
    public double get(int index) {
      return values[index];
    }

    @Override
    public void set(int index, double value) {
      values[index] = value;
    }

    @Override
    public void copy(Tensor from, int to) {
      double[] elements = from.toDoubleArray();
      System.arraycopy(elements, 0, values, to, elements.length);
    }

    @Override
    public void add(GradientArray more, int from, int to, int count, boolean hasSum) {
      double[] other = ((Doubles) more).values;
      if (!hasSum) {
        System.arraycopy(other, from, values, to, count);
        return;
      }
      for (int i = 0; i < count; i++) {
        values[to + i] += other[from + i];
      }
    }

    @Override
    public void zero(int from, int to) {
      Arrays.fill(values, from, to, 0);
    }

    @Override
    public GradientArray gather(Collective collective) {
      return new Doubles(collective.allGather(values));
    }

    @Override
    public void allReduce(Collective collective) {
      collective.allReduceSum(values);
    }

    @Override
    public Tensor tensor(int from, int to) {
      return Tensor.of(ElementType.F64, Arrays.copyOfRange(values, from, to));
    }
  }
}
