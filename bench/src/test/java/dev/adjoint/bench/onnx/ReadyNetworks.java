package dev.adjoint.bench.onnx;

import dev.adjoint.models.Forecaster;
import dev.adjoint.models.GruForecast;
import dev.adjoint.models.MatrixFactorization;
import dev.adjoint.models.Mlp;
import dev.adjoint.models.MobileNetV2;
import dev.adjoint.models.NBeats;
import dev.adjoint.models.NeuralFactorization;
import dev.adjoint.models.ResNet;
import dev.adjoint.models.SmallCnn;
import dev.adjoint.models.Tcn;
import dev.adjoint.models.TransformerForecast;
import dev.adjoint.models.generative.Autoencoder;
import dev.adjoint.models.generative.Dcgan;
import dev.adjoint.models.generative.NoiseNetwork;
import dev.adjoint.models.generative.VariationalAutoencoder;
import dev.adjoint.models.image.ConvNeXt;
import dev.adjoint.models.image.EfficientNet;
import dev.adjoint.models.image.ImageNetResNet;
import dev.adjoint.models.image.LeNet;
import dev.adjoint.models.image.MobileNetV3;
import dev.adjoint.models.image.UNet;
import dev.adjoint.models.image.Vgg;
import dev.adjoint.models.language.GptModel;
import dev.adjoint.models.language.LlamaModel;
import dev.adjoint.models.language.LstmModel;
import dev.adjoint.models.physics.PhysicsInformed;
import dev.adjoint.models.recommend.FactorizationMachine;
import dev.adjoint.models.recommend.WideAndDeep;
import dev.adjoint.models.text.BertClassifier;
import dev.adjoint.models.text.BertModel;
import dev.adjoint.models.text.GruClassifier;
import dev.adjoint.models.text.LstmClassifier;
import dev.adjoint.models.text.TextCnn;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Every ready network of the module `models`, small, with random inputs.
final class ReadyNetworks {

  /// A network with inputs of a batch of two and of a batch of three.
  record Row(
      Class<?> type,
      Object model,
      UnaryOperator<List<Tensor>> work,
      List<Tensor> two,
      List<Tensor> three) {}

  private final RandomGenerator random = new SplittableRandom(11);
  private final List<Row> rows = new ArrayList<>();

  private ReadyNetworks() {}

  static List<Row> rows() {
    ReadyNetworks networks = new ReadyNetworks();
    networks.images();
    networks.texts();
    networks.series();
    networks.ratings();
    networks.others();
    return networks.rows;
  }

  private void add(Layer model, IntFunction<Tensor> input) {
    add(
        model.getClass(),
        model,
        in -> List.of(model.forward(in.getFirst(), Pass.INFERENCE)),
        batch -> List.of(input.apply(batch)));
  }

  private void add(
      Class<?> type,
      Object model,
      UnaryOperator<List<Tensor>> work,
      IntFunction<List<Tensor>> inputs) {
    rows.add(new Row(type, model, work, inputs.apply(2), inputs.apply(3)));
  }

  private IntFunction<Tensor> normal(int... sizes) {
    return batch -> Tensor.normal(withBatch(batch, sizes), 0, 1, random);
  }

  private IntFunction<Tensor> ids(int below, int... sizes) {
    return batch -> {
      Shape shape = withBatch(batch, sizes);
      return Tensor.of(random.ints(shape.count(), 0, below).asLongStream().toArray(), shape);
    };
  }

  private static Shape withBatch(int batch, int... sizes) {
    int[] all = new int[sizes.length + 1];
    all[0] = batch;
    System.arraycopy(sizes, 0, all, 1, sizes.length);
    return Shape.of(all);
  }

  private void images() {
    add(ResNet.of(3, 8, 4, 5, random), normal(3, 16, 16));
    add(SmallCnn.of(1, 4, 2, 0.2, 10, random), normal(1, 16, 16));
    add(MobileNetV2.of(3, 32, 0.2, 4, random), normal(3, 32, 32));
    add(MobileNetV3.of(MobileNetV3.Size.SMALL, 3, 4, random), normal(3, 32, 32));
    add(EfficientNet.b0(3, 4, random), normal(3, 32, 32));
    add(
        ConvNeXt.of(List.of(8, 16, 24, 32), List.of(1, 1, 2, 1), 0.1, 3, 4, random),
        normal(3, 32, 32));
    add(ImageNetResNet.of(ImageNetResNet.Depth.RESNET_18, 3, 4, random), normal(3, 32, 32));
    add(ImageNetResNet.of(ImageNetResNet.Depth.RESNET_50, 3, 4, random), normal(3, 32, 32));
    add(Vgg.of(Vgg.Depth.VGG_11, 3, true, 16, 4, random), normal(3, 32, 32));
    add(LeNet.of(1, 10, random), normal(1, 32, 32));
    add(LeNet.forDigits(1, 10, random), normal(1, 28, 28));
    add(UNet.of(3, 4, 2, random), normal(3, 32, 32));
  }

  private void texts() {
    add(GptModel.of(11, 8, 8, 2, 2, 0.1, random), ids(11, 8));
    add(LlamaModel.of(new LlamaModel.Sizes(11, 8, 16, 2, 2, 1, 10_000, 1e-6), random), ids(11, 6));
    add(LstmModel.of(11, 8, 2, 0.1, random), ids(11, 6));
    BertModel.Sizes sizes = new BertModel.Sizes(11, 8, 2, 2, 16, 12);
    add(BertModel.of(sizes, 0.1, random), ids(11, 6));
    add(BertClassifier.of(sizes, 0.1, 3, random), ids(11, 6));
    add(TextCnn.of(11, 8, 4, List.of(2, 3), 0.1, 3, random), ids(11, 6));
    add(LstmClassifier.of(11, 8, 6, 2, 0.1, 3, random), ids(11, 6));
    add(GruClassifier.of(11, 8, 6, 1, 0.1, 3, random), ids(11, 6));
  }

  private void series() {
    add(GruForecast.of(2, 3, 3, 4, 1, 0.1, random), normal(9, 2));
    add(NBeats.of(2, 6, 3, 3, 8, 2, 0.1, random), normal(9, 2));
    add(Tcn.of(2, 9, 3, 3, 4, 0.1, random), normal(9, 2));
    add(TransformerForecast.of(2, 9, 3, 3, 8, 1, 0.1, random), normal(9, 2));
    add(Forecaster.of(Tcn.of(2, 9, 3, 3, 4, 0.1, random), 3), normal(9, 2));
  }

  private void ratings() {
    add(MatrixFactorization.of(5, 6, 3, random), ids(5, 2));
    add(NeuralFactorization.of(5, 6, 4, 0.1, random), ids(5, 2));
    add(FactorizationMachine.of(List.of(5, 6, 7), 4, random), ids(5, 3));
    add(WideAndDeep.of(List.of(5, 6, 7), 4, List.of(8), 0.1, random), ids(5, 3));
  }

  private void others() {
    Layer perceptron = Mlp.of(List.of(4, 8, 3), Activation.GELU, 0.1, random);
    add(
        Mlp.class,
        perceptron,
        in -> List.of(perceptron.forward(in.getFirst(), Pass.INFERENCE)),
        batch -> List.of(normal(4).apply(batch)));
    add(PhysicsInformed.of(List.of(2, 8, 1), random), normal(2));
    add(Autoencoder.of(List.of(8, 4, 2), random), normal(8));
    add(VariationalAutoencoder.of(8, 6, 2, random), normal(8));
    Dcgan dcgan = Dcgan.of(1, 6, 4, random);
    add(
        Dcgan.class,
        dcgan.generator(),
        in -> List.of(dcgan.generator().forward(in.getFirst(), Pass.INFERENCE)),
        batch -> List.of(normal(6, 1, 1).apply(batch)));
    add(
        Dcgan.class,
        dcgan.discriminator(),
        in -> List.of(dcgan.discriminator().forward(in.getFirst(), Pass.INFERENCE)),
        batch -> List.of(normal(1, 64, 64).apply(batch)));
    NoiseNetwork noise = NoiseNetwork.of(1, 8, random);
    add(
        NoiseNetwork.class,
        noise,
        in -> List.of(noise.noise(in.get(0), in.get(1))),
        batch -> List.of(normal(1, 16, 16).apply(batch), ids(100).apply(batch)));
  }
}
