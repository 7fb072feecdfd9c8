package dev.adjoint.studio.play;

import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.HuberLoss;
import dev.adjoint.nn.loss.L1Loss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;

/// The losses of the page, and the outputs of the network for each.
public enum PlayLoss {
  /// Softmax and cross-entropy; one output for each class.
  CROSS_ENTROPY(true),
  /// Sigmoid and binary cross-entropy; one output for two classes.
  BINARY(true),
  /// The mean squared error; for two classes against −1 and 1.
  MSE(false),
  /// The mean absolute error; for two classes against −1 and 1.
  L1(false),
  /// The Huber loss; for two classes against −1 and 1.
  HUBER(false);

  private final boolean needsClasses;

  PlayLoss(boolean needsClasses) {
    this.needsClasses = needsClasses;
  }

  /// Whether it can only be used for classes.
  public boolean needsClasses() {
    return needsClasses;
  }

  /// The number of outputs of the network.
  ///
  /// @param classes the number of classes, 0 for numbers
  int outputs(int classes) {
    return this == CROSS_ENTROPY || classes > 2 ? classes : 1;
  }

  /// The loss.
  Loss loss() {
    return switch (this) {
      case CROSS_ENTROPY -> new CrossEntropyLoss();
      case BINARY -> new BceWithLogitsLoss();
      case MSE -> new MseLoss();
      case L1 -> new L1Loss();
      case HUBER -> new HuberLoss();
    };
  }
}
