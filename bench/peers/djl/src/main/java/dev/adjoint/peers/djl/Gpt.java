package dev.adjoint.peers.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Sizes;
import dev.adjoint.peers.Weight;
import dev.adjoint.peers.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// W4: nanoGPT from primitives, for DJL has no fused attention.
final class Gpt extends AbstractBlock {

  private static final int WIDTH = Sizes.WIDTH;
  private static final int CONTEXT = Sizes.CONTEXT;
  private static final Shape HEADS =
      new Shape(Sizes.ROWS, CONTEXT, Sizes.HEADS, WIDTH / Sizes.HEADS);

  private final Map<String, Parameter> weights = new LinkedHashMap<>();

  // Known from initialisation on.
  private @Nullable NDArray shift;
  private @Nullable NDArray mask;

  Gpt() {
    for (Weight weight : Weights.of(Workload.W4)) {
      Parameter parameter =
          Parameter.builder()
              .setName(weight.name())
              .setType(Parameter.Type.WEIGHT)
              .optShape(new Shape(weight.shape()))
              .build();
      weights.put(weight.name(), addParameter(parameter));
    }
  }

  /// The values of the weights in one pass.
  private record Values(
      Map<String, Parameter> weights, ParameterStore store, Device device, boolean training) {

    NDArray get(String name) {
      return store.getValue(weights.get(name), device, training);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].size(), Sizes.VOCABULARY)};
  }

  @Override
  public void prepare(Shape[] inputs) {}

  @Override
  public void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    shift = manager.zeros(new Shape(WIDTH));
    float[] hidden = new float[CONTEXT * CONTEXT];
    for (int row = 0; row < CONTEXT; row++) {
      for (int column = row + 1; column < CONTEXT; column++) {
        hidden[row * CONTEXT + column] = -1e9f;
      }
    }
    mask = manager.create(hidden, new Shape(1, 1, CONTEXT, CONTEXT));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    NDArray tokens = inputs.get(0);
    Values values = new Values(weights, store, tokens.getDevice(), training);
    NDArray x =
        Embedding.embedding(tokens, values.get("wte"), SparseFormat.DENSE)
            .singletonOrThrow()
            .add(values.get("wpe"));
    for (int block = 0; block < Sizes.BLOCKS; block++) {
      String name = "h" + block + ".";
      NDArray normal = layerNorm(x, values.get(name + "ln1"));
      NDArray mixed = attention(project(normal, values.get(name + "attention")));
      x = x.add(project(mixed, values.get(name + "mixed")));
      normal = layerNorm(x, values.get(name + "ln2"));
      NDArray wide = Activation.gelu(project(normal, values.get(name + "fc")));
      x = x.add(project(wide, values.get(name + "back")));
    }
    NDArray logits = project(layerNorm(x, values.get("norm")), values.get("wte"));
    return new NDList(logits.reshape(-1, Sizes.VOCABULARY));
  }

  private NDArray attention(NDArray all) {
    NDList parts = all.split(3, 2);
    double scale = 1 / Math.sqrt((double) WIDTH / Sizes.HEADS);
    NDArray query = parts.get(0).reshape(HEADS).transpose(0, 2, 1, 3).mul(scale);
    NDArray key = parts.get(1).reshape(HEADS).transpose(0, 2, 3, 1);
    NDArray value = parts.get(2).reshape(HEADS).transpose(0, 2, 1, 3);
    NDArray shares = query.matMul(key).add(mask).softmax(-1);
    return shares.matMul(value).transpose(0, 2, 1, 3).reshape(Sizes.ROWS, CONTEXT, WIDTH);
  }

  private NDArray layerNorm(NDArray x, NDArray gain) {
    return LayerNorm.layerNorm(x, new Shape(WIDTH), gain, shift, 1e-5f).singletonOrThrow();
  }

  private static NDArray project(NDArray x, NDArray weight) {
    return Linear.linear(x, weight, null).singletonOrThrow();
  }
}
