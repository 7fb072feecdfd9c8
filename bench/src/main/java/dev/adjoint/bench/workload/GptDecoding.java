package dev.adjoint.bench.workload;

import dev.adjoint.models.language.Decoder;
import dev.adjoint.models.language.GptModel;
import dev.adjoint.onnx.export.OnnxExport;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// W10: GPT-2 in its smallest published size, with its cache of keys and values.
public final class GptDecoding implements Library.Decoding {

  private static final int CONTEXT = 1024;
  private static final int WIDTH = 768;
  private static final int HEADS = 12;
  private static final int BLOCKS = 12;

  private final GptModel model;
  private Decoder decoder;

  private GptDecoding(GptModel model) {
    this.model = new DrawnWeights(Workload.W10.number()).fill(model, 1);
    this.decoder = model.decoder();
  }

  static GptDecoding of() {
    return of(DecodingTurns.VOCABULARY, BLOCKS);
  }

  /// The same with fewer tokens and blocks.
  static GptDecoding of(int vocabulary, int blocks) {
    return new GptDecoding(
        GptModel.of(vocabulary, CONTEXT, WIDTH, HEADS, blocks, 0, new SplittableRandom(0)));
  }

  /// Writes the network, for texts up to the length of W10's, as an ONNX file: without the cache,
  /// which the export does not have.
  public static void export(Path file) throws IOException {
    GptModel model = of().model;
    Tensor example = Tensor.of(new int[DecodingTurns.LENGTH]).unsqueeze(0).to(ElementType.I64);
    OnnxExport.of(model, example).withSequence(1).write(file);
  }

  @Override
  public float[] begin(int... tokens) {
    decoder = model.decoder();
    return decoder.next(tokens);
  }

  @Override
  public float[] next(int token) {
    return decoder.next(token);
  }
}
