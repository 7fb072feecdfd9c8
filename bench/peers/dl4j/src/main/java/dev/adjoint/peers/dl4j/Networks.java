package dev.adjoint.peers.dl4j;

import dev.adjoint.peers.Sizes;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// The models that are a chain of layers, each with its loss and its updates.
final class Networks {

  private Networks() {}

  /// W1. The squared error here has no factor ½: half the rate gives the same step.
  static MultiLayerNetwork tiny() {
    return new MultiLayerNetwork(
        with(new Sgd(0.05)).list().layer(dense(2, 2)).layer(linear(2, 1)).build());
  }

  /// W2.
  static MultiLayerNetwork mlp() {
    return mlp(softmax(Sizes.HIDDEN_2));
  }

  /// W7, the last layer giving the logits as they are.
  static MultiLayerNetwork logits() {
    return mlp(linear(Sizes.HIDDEN_2, Sizes.CLASSES));
  }

  private static MultiLayerNetwork mlp(OutputLayer last) {
    return new MultiLayerNetwork(
        with(adam())
            .list()
            .layer(dense(Sizes.PIXELS, Sizes.HIDDEN_1))
            .layer(dense(Sizes.HIDDEN_1, Sizes.HIDDEN_2))
            .layer(last)
            .build());
  }

  /// W3.
  static MultiLayerNetwork cnn() {
    return new MultiLayerNetwork(
        with(momentum())
            .list()
            .layer(convolution(32))
            .layer(convolution(Sizes.DIGIT_CHANNELS))
            .layer(
                new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build())
            .layer(
                new DenseLayer.Builder()
                    .nOut(Sizes.DIGIT_HIDDEN)
                    .activation(Activation.RELU)
                    .build())
            .layer(softmax(Sizes.DIGIT_HIDDEN))
            .setInputType(InputType.convolutional(Sizes.DIGIT_SIDE, Sizes.DIGIT_SIDE, 1))
            .build());
  }

  /// W5, on inputs `[sample, number, step]`.
  static MultiLayerNetwork lstm() {
    LSTM layer =
        new LSTM.Builder()
            .nIn(Sizes.INPUTS)
            .nOut(Sizes.STATE)
            .activation(Activation.TANH)
            .gateActivationFunction(Activation.SIGMOID)
            .dataFormat(RNNFormat.NCW)
            .build();
    return new MultiLayerNetwork(
        with(adam())
            .list()
            .layer(new LastTimeStep(layer))
            .layer(softmax(Sizes.STATE))
            .setInputType(InputType.recurrent(Sizes.INPUTS, Sizes.STEPS, RNNFormat.NCW))
            .backpropType(BackpropType.Standard)
            .build());
  }

  static NeuralNetConfiguration.Builder with(IUpdater updater) {
    return new NeuralNetConfiguration.Builder().seed(1).updater(updater).dataType(DataType.FLOAT);
  }

  /// Nesterov's, for there is no classical momentum: the losses differ from the second step on.
  static IUpdater momentum() {
    return new Nesterovs(0.01, 0.9);
  }

  static OutputLayer softmax(int in) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(in)
        .nOut(Sizes.CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static OutputLayer linear(int in, int out) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nIn(in)
        .nOut(out)
        .activation(Activation.IDENTITY)
        .build();
  }

  static ConvolutionLayer.Builder filters(int out, int kernel, int stride, int padding) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .padding(padding, padding)
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(out);
  }

  private static ConvolutionLayer convolution(int out) {
    return filters(out, 3, 1, 0).activation(Activation.RELU).build();
  }

  private static DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.RELU).build();
  }

  /// DL4J adds epsilon to the root of the uncorrected mean: what PyTorch adds, at the first step.
  private static IUpdater adam() {
    return new Adam(1e-3, 0.9, 0.999, 1e-8 * Math.sqrt(1 - 0.999));
  }
}
