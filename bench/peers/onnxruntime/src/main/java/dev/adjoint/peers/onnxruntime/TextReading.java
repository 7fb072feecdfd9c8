package dev.adjoint.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.adjoint.bench.workload.Library.Decoding;
import dev.adjoint.peers.Sizes;
import java.nio.LongBuffer;

/// W10 without a cache, which the file does not have: the whole text so far for each token.
final class TextReading implements Decoding {

  private static final int LENGTH = 64;

  private final Answers answers;
  private final long[] text = new long[LENGTH];
  private int seen;

  TextReading(OrtSession session) {
    answers = new Answers(session);
  }

  @Override
  public float[] begin(int... tokens) {
    seen = 0;
    return read(tokens);
  }

  @Override
  public float[] next(int token) {
    return read(token);
  }

  private float[] read(int... tokens) {
    for (int token : tokens) {
      text[seen++] = token;
    }
    float[] logits = new float[Sizes.GPT_VOCABULARY];
    try (OnnxTensor x =
        OnnxTensor.createTensor(
            OrtEnvironment.getEnvironment(),
            LongBuffer.wrap(text, 0, seen),
            new long[] {1, seen})) {
      answers.of(x, (seen - 1) * Sizes.GPT_VOCABULARY, logits);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    return logits;
  }
}
