package dev.adjoint.peers.tf;

import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/// W5: an LSTM unrolled over its steps, the products of all inputs being one. Inputs are `[step,
/// sample, number]`.
record Lstm(Variables in, Ops ops) {

  private static final int SAMPLES = Workload.W5.items();

  static Operand<TFloat32> logits(Variables in, Operand<TFloat32> x) {
    return new Lstm(in, in.ops()).logits(x);
  }

  private Operand<TFloat32> logits(Operand<TFloat32> x) {
    Operand<TFloat32> rows = ops.reshape(x, in.sizes(Sizes.STEPS * SAMPLES, Sizes.INPUTS));
    Operand<TFloat32> inputs = ops.linalg.matMul(rows, in.get("w_ih"));
    inputs = ops.nn.biasAdd(ops.nn.biasAdd(inputs, in.get("b_ih")), in.get("b_hh"));
    inputs = ops.reshape(inputs, in.sizes(Sizes.STEPS, SAMPLES, 4 * Sizes.STATE));
    Operand<TFloat32> cell =
        ops.constant(Variables.floats(new float[SAMPLES * Sizes.STATE], SAMPLES, Sizes.STATE));
    Operand<TFloat32> state = cell;
    for (Operand<TFloat32> input : ops.unstack(inputs, (long) Sizes.STEPS).output()) {
      Operand<TFloat32> gates = ops.math.add(input, ops.linalg.matMul(state, in.get("w_hh")));
      Operand<TFloat32> kept = ops.math.mul(ops.math.sigmoid(gate(gates, 1)), cell);
      Operand<TFloat32> candidate = ops.math.tanh(gate(gates, 2));
      cell = ops.math.add(kept, ops.math.mul(ops.math.sigmoid(gate(gates, 0)), candidate));
      state = ops.math.mul(ops.math.sigmoid(gate(gates, 3)), ops.math.tanh(cell));
    }
    return in.linear(state, "fc");
  }

  private Operand<TFloat32> gate(Operand<TFloat32> gates, int number) {
    return ops.slice(gates, in.sizes(0, number * Sizes.STATE), in.sizes(SAMPLES, Sizes.STATE));
  }
}
