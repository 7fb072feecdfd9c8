package dev.adjoint.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.models.generative.Autoencoder;
import dev.adjoint.models.generative.DiffusionModel;
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
import dev.adjoint.models.recommend.FactorizationMachine;
import dev.adjoint.models.recommend.WideAndDeep;
import dev.adjoint.models.text.BertClassifier;
import dev.adjoint.models.text.BertModel;
import dev.adjoint.models.text.GruClassifier;
import dev.adjoint.models.text.LstmClassifier;
import dev.adjoint.models.text.TextCnn;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A few steps on real data lower the loss of every network.
class TrainingTest {

  private static final int PICTURES = 8;
  private static final int LENGTH = 24;

  private final RandomGenerator random = new SplittableRandom(11);

  /// Trains by steps of Adam.
  private void falls(Layer network, int steps, double rate, ToLoss loss) {
    Optimizer optimizer = Optimizer.of(Parameters.of(network), new Adam(rate));
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      optimizer.zeroGrad();
      Tensor value = loss.of(new Pass.Training(random));
      value.backward();
      losses[step] = value.item();
      optimizer.step();
    }
    assertThat(losses[steps - 1]).as(Arrays.toString(losses)).isLessThan(0.8 * losses[0]);
  }

  private interface ToLoss {
    Tensor of(Pass pass);
  }

  private DynamicTest classes(String name, Layer network, int steps, double rate) {
    Tensor x = RealData.pictures(PICTURES);
    Tensor y = RealData.classes(PICTURES);
    return DynamicTest.dynamicTest(
        name,
        () ->
            falls(
                network,
                steps,
                rate,
                pass -> new CrossEntropyLoss().of(network.forward(x, pass), y)));
  }

  @TestFactory
  Stream<DynamicTest> networksForPictures() {
    List<Integer> sizes = List.of(784, 32, 10);
    Layer mlp = Mlp.of(sizes, Activation.RELU, 0, random);
    List<DynamicTest> all = new ArrayList<>();
    all.add(classes("MLP", new Flat(mlp), 6, 0.01));
    all.add(classes("LeNet", LeNet.forDigits(1, 10, random), 12, 0.005));
    all.add(
        classes(
            "ResNet-18",
            ImageNetResNet.of(ImageNetResNet.Depth.RESNET_18, 1, 10, random),
            5,
            0.001));
    all.add(classes("CIFAR ResNet-20", ResNet.of(1, 20, 8, 10, random), 8, 0.01));
    all.add(classes("MobileNetV2", MobileNetV2.of(1, 28, 0, 10, random), 6, 0.003));
    all.add(
        classes("MobileNetV3", MobileNetV3.of(MobileNetV3.Size.SMALL, 1, 10, random), 8, 0.005));
    all.add(classes("EfficientNet-B0", EfficientNet.b0(1, 10, random), 6, 0.005));
    all.add(
        classes(
            "ConvNeXt", ConvNeXt.of(List.of(16, 32), List.of(1, 2), 0.1, 1, 10, random), 12, 0.01));
    return all.stream();
  }

  private record Flat(Layer inner) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return inner.forward(x.flatten(1, 3), pass);
    }
  }

  @Test
  void vggOnPicturesWithAMargin() {
    Vgg vgg = Vgg.of(Vgg.Depth.VGG_11, 1, true, 64, 10, random);
    Tensor x = RealData.pictures(PICTURES).pad(-1, 2, 2, 2, 2);
    Tensor y = RealData.classes(PICTURES);
    falls(vgg, 5, 0.001, pass -> new CrossEntropyLoss().of(vgg.forward(x, pass), y));
  }

  @Test
  void uNetFindsThePixelsOfTheObject() {
    UNet network = UNet.of(1, 8, 2, random);
    Tensor x = RealData.pictures(4);
    Tensor object = x.select(1, 0).greater(-0.9).to(ElementType.I64);
    falls(network, 6, 0.01, pass -> new CrossEntropyLoss().of(network.forward(x, pass), object));
  }

  private DynamicTest texts(String name, Layer network, double rate) {
    Tensor x = RealData.texts(8, LENGTH);
    long[] which = new long[16];
    Arrays.fill(which, 8, 16, 1);
    Tensor y = Tensor.of(which);
    return DynamicTest.dynamicTest(
        name,
        () ->
            falls(
                network, 12, rate, pass -> new CrossEntropyLoss().of(network.forward(x, pass), y)));
  }

  @TestFactory
  Stream<DynamicTest> networksForTexts() {
    BertModel.Sizes sizes = new BertModel.Sizes(128, 32, 2, 4, 64, LENGTH);
    return Stream.of(
        texts("text CNN", TextCnn.of(128, 16, 8, TextCnn.KERNELS, 0.1, 2, random), 0.01),
        texts("LSTM", LstmClassifier.of(128, 16, 16, 1, 0, 2, random), 0.01),
        texts("GRU", GruClassifier.of(128, 16, 16, 1, 0, 2, random), 0.01),
        texts("BERT", BertClassifier.of(sizes, 0, 2, random), 0.003));
  }

  @TestFactory
  Stream<DynamicTest> networksThatWrite() {
    Tensor text = RealData.texts(4, LENGTH + 1);
    Tensor next = text.slice(1, 1).flatten();
    Tensor x = text.slice(1, 0, LENGTH);
    LlamaModel.Sizes sizes = new LlamaModel.Sizes(128, 32, 64, 2, 4, 2, 10_000, 1e-5);
    return Stream.of(GptModel.of(128, LENGTH, 32, 4, 2, 0, random), LlamaModel.of(sizes, random))
        .map(network ->
            DynamicTest.dynamicTest(
                network.getClass().getSimpleName(),
                () ->
                    falls(
                        network,
                        10,
                        0.01,
                        pass ->
                            new CrossEntropyLoss()
                                .of(network.forward(x, pass).flatten(0, 1), next))));
  }

  @Test
  void autoencodersGivePicturesBack() {
    Tensor x = RealData.pictures(16).flatten(1, 3).add(1).divide(2);
    Autoencoder plain = Autoencoder.of(List.of(784, 32, 8), random);
    falls(plain, 12, 0.005, pass -> new MseLoss().of(plain.forward(x, pass), x));
    VariationalAutoencoder drawn = VariationalAutoencoder.of(784, 32, 4, random);
    falls(drawn, 15, 0.005, _ -> drawn.loss(x, random));
  }

  @Test
  void aDiffusionModelLearnsTheNoise() {
    DiffusionModel model = new DiffusionModel(NoiseNetwork.of(1, 8, random), 50);
    Tensor x = RealData.pictures(4);
    Layer parts = new TwinNetworks.EverySeventhStep(model.network());
    falls(parts, 12, 0.01, _ -> model.loss(x, random));
  }

  @TestFactory
  Stream<DynamicTest> modelsOfFields() {
    RealData.Penguins penguins = RealData.penguins();
    return Stream.of(
            FactorizationMachine.of(penguins.counts(), 4, random),
            WideAndDeep.of(penguins.counts(), 4, List.of(16), 0, random))
        .map(network ->
            DynamicTest.dynamicTest(
                network.getClass().getSimpleName(),
                () ->
                    falls(
                        network,
                        15,
                        0.05,
                        pass ->
                            new MseLoss()
                                .of(
                                    network.forward(penguins.categories(), pass),
                                    penguins.mass()))));
  }
}
