package dev.adjoint.models.language;

import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The cache of keys and values of a [LlamaModel] for one text.
final class LlamaDecoder implements Decoder {

  private final LlamaModel model;
  private final List<LlamaBlock.Memory> memories = new ArrayList<>();

  LlamaDecoder(LlamaModel model) {
    this.model = model;
  }

  @Override
  public float[] next(int... tokens) {
    return Tensor.noGrad(() -> {
      if (memories.isEmpty()) {
        return begin(tokens);
      }
      float[] logits = new float[0];
      for (int token : tokens) {
        logits = step(token);
      }
      return logits;
    });
  }

  private float[] begin(int[] tokens) {
    Tensor x = model.embedTokens().forward(Tensor.of(tokens).unsqueeze(0));
    for (LlamaBlock block : model.layers()) {
      LlamaBlock.Remembered result = block.begin(x);
      memories.add(result.memory());
      x = result.output();
    }
    return model.logits(x.slice(1, tokens.length - 1)).toFloatArray();
  }

  private float[] step(int token) {
    Tensor x = model.embedTokens().forward(Tensor.of(new int[] {token}).unsqueeze(0));
    for (int i = 0; i < memories.size(); i++) {
      LlamaBlock.Remembered result = model.layers().get(i).step(x, memories.get(i));
      memories.set(i, result.memory());
      x = result.output();
    }
    return model.logits(x).toFloatArray();
  }
}
