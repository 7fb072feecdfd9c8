package dev.adjoint.spark.local;

import dev.adjoint.spark.cluster.ClusterException;
import dev.adjoint.spark.rows.TensorValues;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/// Everything that a round of local SGD starts from.
///
/// @param round the rounds that are done
/// @param steps the steps that the optimizer of each partition has counted
/// @param weights the averaged weights
/// @param optimizer the averaged state of the optimizers
/// @param velocity of the outer step, one array for each tensor of weights; none without momentum
/// @param best the weights with the least validation loss
/// @param bestLoss that loss; infinite before the first validation
/// @param bestRound the round after which it was reached
/// @param fingerprint the data and settings that must be the same when training is resumed
record LocalState(
    int round,
    long steps,
    TensorValues weights,
    TensorValues optimizer,
    double[][] velocity,
    TensorValues best,
    double bestLoss,
    int bestRound,
    String fingerprint)
    implements Serializable {

  private static final long serialVersionUID = 1;

  private static final ObjectInputFilter OURS =
      ObjectInputFilter.Config.createFilter(
          "dev.adjoint.spark.local.*;dev.adjoint.spark.rows.TensorValues;java.lang.*;java.util.ArrayList;maxdepth=12;!*");

  static LocalState start(TensorValues weights, String fingerprint) {
    return new LocalState(
        0,
        0,
        weights,
        TensorValues.NONE,
        new double[0][],
        weights,
        Double.POSITIVE_INFINITY,
        0,
        fingerprint);
  }

  /// The same with a judged validation loss.
  LocalState judged(double loss) {
    return loss < bestLoss
        ? new LocalState(
            round, steps, weights, optimizer, velocity, weights, loss, round, fingerprint)
        : this;
  }

  /// The state after a round.
  LocalState after(
      TensorValues averaged, double[][] velocityNow, TensorValues optimizerNow, long stepsNow) {
    return new LocalState(
        round + 1,
        stepsNow,
        averaged,
        optimizerNow,
        velocityNow,
        best,
        bestLoss,
        bestRound,
        fingerprint);
  }

  byte[] bytes() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(this);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("writing into memory does not fail", e);
    }
  }

  /// Reads what [#bytes] gave; classes of others are refused.
  static LocalState of(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(OURS);
      return (LocalState) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new ClusterException(
          "resume: a checkpoint was written by another version (%s); choose another folder"
              .formatted(e.getMessage()),
          e);
    }
  }
}
