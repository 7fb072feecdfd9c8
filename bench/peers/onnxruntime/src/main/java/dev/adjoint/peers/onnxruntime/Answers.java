package dev.adjoint.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/// Runs of a session with one input and one output.
record Answers(OrtSession session, String input) {

  Answers(OrtSession session) {
    this(session, session.getInputNames().iterator().next());
  }

  /// Reads numbers of the answer to a buffer of numbers in native memory.
  ///
  /// @param from the first number of the answer that is read
  void of(FloatBuffer x, long[] shape, int from, float[] answer) {
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), x.rewind(), shape)) {
      of(tensor, from, answer);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same for an input that is a tensor already.
  void of(OnnxTensor x, int from, float[] answer) throws OrtException {
    try (OrtSession.Result result = session.run(Map.of(input, x))) {
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(from, answer);
    }
  }
}
