package dev.adjoint.models.language;

import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The cache of keys and values of a [GptModel] for one text.
final class GptDecoder implements Decoder {

  private final GptModel model;
  private final List<GptBlock.Memory> memories = new ArrayList<>();
  private int[] seen = new int[0];

  GptDecoder(GptModel model) {
    this.model = model;
  }

  @Override
  public float[] next(int... tokens) {
    int before = seen.length;
    int[] all = Arrays.copyOf(seen, before + tokens.length);
    System.arraycopy(tokens, 0, all, before, tokens.length);
    if (all.length > model.context()) {
      seen = Arrays.copyOfRange(all, all.length - Math.max(1, model.context() / 2), all.length);
      memories.clear();
      return begin();
    }
    seen = all;
    if (memories.isEmpty()) {
      return begin();
    }
    float[] logits = new float[0];
    for (int i = 0; i < tokens.length; i++) {
      logits = step(before + i);
    }
    return logits;
  }

  private float[] begin() {
    return Tensor.noGrad(() -> {
      Tensor x = model.vectors(Tensor.of(seen).unsqueeze(0), 0);
      for (GptBlock block : model.h()) {
        GptBlock.Remembered result = block.begin(x);
        memories.add(result.memory());
        x = result.output();
      }
      return model.logits(x.slice(1, seen.length - 1)).toFloatArray();
    });
  }

  private float[] step(int position) {
    return Tensor.noGrad(() -> {
      Tensor x = model.vectors(Tensor.of(new int[] {seen[position]}).unsqueeze(0), position);
      for (int i = 0; i < memories.size(); i++) {
        GptBlock.Remembered result = model.h().get(i).step(x, memories.get(i));
        memories.set(i, result.memory());
        x = result.output();
      }
      return model.logits(x).toFloatArray();
    });
  }
}
