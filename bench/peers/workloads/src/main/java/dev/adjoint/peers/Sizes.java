package dev.adjoint.peers;

/// The numbers of the models that several runners need.
public final class Sizes {

  /// The classes of W2, W3, W5, W6 and W7.
  public static final int CLASSES = 10;

  /// W2 and W7: the pixels of an image.
  public static final int PIXELS = 784;

  /// W2 and W7: the widths of the hidden layers.
  public static final int HIDDEN_1 = 512;

  /// The second of them.
  public static final int HIDDEN_2 = 256;

  /// W3: the rows and columns of an image.
  public static final int DIGIT_SIDE = 28;

  /// W3: the channels after the convolutions.
  public static final int DIGIT_CHANNELS = 64;

  /// W3: the places of a channel after pooling.
  public static final int DIGIT_PLACES = 12 * 12;

  /// W3: the width of the hidden layer.
  public static final int DIGIT_HIDDEN = 128;

  /// W4: the number of different tokens.
  public static final int VOCABULARY = 65;

  /// W4: the rows of a batch.
  public static final int ROWS = 12;

  /// W4: the tokens of a row.
  public static final int CONTEXT = 64;

  /// W4: the numbers of a token inside the model.
  public static final int WIDTH = 128;

  /// W4: the heads of an attention.
  public static final int HEADS = 4;

  /// W4: the blocks.
  public static final int BLOCKS = 4;

  /// W5: the steps of a sequence.
  public static final int STEPS = 64;

  /// W5: the numbers of a step.
  public static final int INPUTS = 32;

  /// W5: the size of the state.
  public static final int STATE = 128;

  /// W6: the channels of an image.
  public static final int CHANNELS = 3;

  /// W6: the rows and columns of an image.
  public static final int SIDE = 32;

  /// W6: the channels of the first stage; each further one has twice as many.
  public static final int FIRST_WIDTH = 16;

  /// W6: the stages, and the blocks of each.
  public static final int STAGES = 3;

  private Sizes() {}
}
