package dev.adjoint.bench.workload;

import dev.adjoint.bench.workload.Library.Decoding;
import java.io.IOException;
import java.util.Arrays;

/// W10 of a library: the first tokens of a text at once, then each further one by itself, over and
/// over.
final class DecodingTurns {

  /// The number of different tokens.
  static final int VOCABULARY = 50_257;

  /// The tokens that a text begins with.
  static final int BEGINNING = 16;

  /// The tokens of a text.
  static final int LENGTH = 64;

  /// After how many tokens the loss of the next one is computed for the proof.
  private static final int[] PROVEN = {BEGINNING, BEGINNING + 1, BEGINNING + 2};

  private final Decoding decoding;
  private final int[] text;
  private int read;

  DecodingTurns(Decoding decoding) {
    this(decoding, VOCABULARY);
  }

  /// The same with a model of fewer tokens.
  DecodingTurns(Decoding decoding, int vocabulary) {
    this.decoding = decoding;
    SplitMix random = new SplitMix(Workload.W10.number() * 1_000_000L + 500_000);
    text = new int[LENGTH];
    for (int i = 0; i < text.length; i++) {
      text[i] = random.below(vocabulary);
    }
  }

  void run(Protocol protocol, Turns.Timing timing) throws IOException {
    double[] losses = losses();
    timing.sayFirstStep(protocol);
    protocol.say("ref W10 losses%s", Turns.text(losses, losses.length));
    Timed.rate(timing.warmUp(), this::beginIfRead, this::next);
    protocol.serve(() -> {
      double perSecond = Timed.rate(timing.repeat(), this::beginIfRead, this::next);
      protocol.say("metric decode tokens/s %.4f", perSecond);
    });
  }

  /// The losses of the first tokens after the beginning.
  double[] losses() {
    double[] losses = new double[PROVEN.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = loss(i == 0 ? begin() : next(), text[PROVEN[i]]);
    }
    return losses;
  }

  private void beginIfRead() {
    if (read == 0 || read == text.length) {
      begin();
    }
  }

  /// The logits after the beginning of the text.
  private float[] begin() {
    read = BEGINNING;
    return decoding.begin(Arrays.copyOf(text, BEGINNING));
  }

  /// The logits after one more token.
  float[] next() {
    return decoding.next(text[read++]);
  }

  /// The negative logarithm of the softmax at the target, in double arithmetic.
  private static double loss(float[] logits, int target) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return largest + Math.log(sum) - logits[target];
  }
}
