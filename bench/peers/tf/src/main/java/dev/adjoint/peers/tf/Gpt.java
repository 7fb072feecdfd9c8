package dev.adjoint.peers.tf;

import dev.adjoint.peers.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// W4: nanoGPT from primitives, for TensorFlow has no fused attention, layer normalisation or exact
/// GELU. Activations are `[rows · tokens, width]`.
final class Gpt {

  private static final int ROWS = Sizes.ROWS;
  private static final int CONTEXT = Sizes.CONTEXT;
  private static final int WIDTH = Sizes.WIDTH;
  private static final int HEADS = Sizes.HEADS;
  private static final int HEAD = WIDTH / HEADS;

  private final Variables in;
  private final Ops ops;
  private final Operand<TFloat32> mask;

  private Gpt(Variables in) {
    this.in = in;
    ops = in.ops();
    float[] hidden = new float[CONTEXT * CONTEXT];
    for (int row = 0; row < CONTEXT; row++) {
      for (int column = row + 1; column < CONTEXT; column++) {
        hidden[row * CONTEXT + column] = -1e9f;
      }
    }
    mask = ops.constant(Variables.floats(hidden, 1, CONTEXT, CONTEXT));
  }

  static Operand<TFloat32> logits(Variables in, Operand<TInt32> tokens) {
    return new Gpt(in).logits(tokens);
  }

  private Operand<TFloat32> logits(Operand<TInt32> tokens) {
    Operand<TFloat32> x = embedded(tokens);
    for (int block = 0; block < Sizes.BLOCKS; block++) {
      String name = "h" + block + ".";
      x = ops.math.add(x, attention(layerNorm(x, name + "ln1"), name));
      Operand<TFloat32> wide = gelu(project(layerNorm(x, name + "ln2"), name + "fc"));
      x = ops.math.add(x, project(wide, name + "back"));
    }
    return project(layerNorm(x, "norm"), "wte");
  }

  private Operand<TFloat32> embedded(Operand<TInt32> tokens) {
    Operand<TFloat32> hot =
        ops.oneHot(tokens, ops.constant(Sizes.VOCABULARY), ops.constant(1f), ops.constant(0f));
    Operand<TFloat32> x =
        ops.linalg.matMul(hot, in.get("wte"), MatMul.transposeA(false), MatMul.transposeB(true));
    Operand<TFloat32> places = ops.linalg.transpose(in.get("wpe"), in.sizes(1, 0));
    x = ops.math.add(ops.reshape(x, in.sizes(ROWS, CONTEXT, WIDTH)), places);
    return ops.reshape(x, in.sizes(ROWS * CONTEXT, WIDTH));
  }

  private Operand<TFloat32> attention(Operand<TFloat32> x, String name) {
    Operand<TFloat32> all = project(x, name + "attention");
    Operand<TFloat32> query =
        ops.math.mul(heads(all, 0), ops.constant((float) (1 / Math.sqrt(HEAD))));
    Operand<TFloat32> scores =
        ops.train.batchMatMul(query, heads(all, 1), TFloat32.class, BatchMatMul.adjY(true));
    Operand<TFloat32> shares = ops.nn.softmax(ops.math.add(scores, mask));
    Operand<TFloat32> mixed = ops.train.batchMatMul(shares, heads(all, 2), TFloat32.class);
    mixed = ops.reshape(mixed, in.sizes(ROWS, HEADS, CONTEXT, HEAD));
    mixed = ops.linalg.transpose(mixed, in.sizes(0, 2, 1, 3));
    return project(ops.reshape(mixed, in.sizes(ROWS * CONTEXT, WIDTH)), name + "mixed");
  }

  /// Query, key or value of all heads, `[rows · heads, tokens, head]`.
  private Operand<TFloat32> heads(Operand<TFloat32> all, int part) {
    Operand<TFloat32> x =
        ops.slice(all, in.sizes(0, part * WIDTH), in.sizes(ROWS * CONTEXT, WIDTH));
    x = ops.reshape(x, in.sizes(ROWS, CONTEXT, HEADS, HEAD));
    x = ops.linalg.transpose(x, in.sizes(0, 2, 1, 3));
    return ops.reshape(x, in.sizes(ROWS * HEADS, CONTEXT, HEAD));
  }

  private Operand<TFloat32> project(Operand<TFloat32> x, String name) {
    return ops.linalg.matMul(x, in.get(name));
  }

  private Operand<TFloat32> layerNorm(Operand<TFloat32> x, String name) {
    Operand<TInt32> last = in.sizes(1);
    Operand<TFloat32> centred = ops.math.sub(x, ops.math.mean(x, last, Mean.keepDims(true)));
    Operand<TFloat32> variance = ops.math.mean(ops.math.square(centred), last, Mean.keepDims(true));
    Operand<TFloat32> scale = ops.math.rsqrt(ops.math.add(variance, ops.constant(1e-5f)));
    return ops.math.mul(ops.math.mul(centred, scale), in.get(name));
  }

  private Operand<TFloat32> gelu(Operand<TFloat32> x) {
    Operand<TFloat32> erf = ops.math.erf(ops.math.mul(x, ops.constant((float) Math.sqrt(0.5))));
    Operand<TFloat32> half = ops.math.mul(x, ops.constant(0.5f));
    return ops.math.mul(half, ops.math.add(ops.constant(1f), erf));
  }
}
