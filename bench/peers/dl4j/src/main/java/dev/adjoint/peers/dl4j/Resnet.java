package dev.adjoint.peers.dl4j;

import dev.adjoint.peers.Sizes;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/// W6: the residual network of 20 layers. Its layers have the names of the workload's weights.
record Resnet(GraphBuilder builder) {

  static ComputationGraph graph() {
    GraphBuilder builder =
        Networks.with(Networks.momentum())
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(Sizes.SIDE, Sizes.SIDE, Sizes.CHANNELS));
    new Resnet(builder).build();
    return new ComputationGraph(builder.build());
  }

  private void build() {
    String last = relu(batchNorm("bn1", filter("conv1", Sizes.FIRST_WIDTH, 3, 1, "image")));
    for (int stage = 0; stage < Sizes.STAGES; stage++) {
      for (int block = 0; block < Sizes.STAGES; block++) {
        String name = "s" + stage + "b" + block + ".";
        last = block(name, Sizes.FIRST_WIDTH << stage, stage > 0 && block == 0, last);
      }
    }
    builder.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last);
    int width = Sizes.FIRST_WIDTH << (Sizes.STAGES - 1);
    builder.addLayer("fc", Networks.softmax(width), "pool").setOutputs("fc");
  }

  private String block(String name, int width, boolean down, String in) {
    String first = filter(name + "conv1", width, 3, down ? 2 : 1, in);
    first = relu(batchNorm(name + "bn1", first));
    String second = batchNorm(name + "bn2", filter(name + "conv2", width, 3, 1, first));
    String shortcut =
        down ? batchNorm(name + "downbn", filter(name + "down", width, 1, 2, in)) : in;
    String sum = name + "sum";
    builder.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), second, shortcut);
    return relu(sum);
  }

  private String filter(String name, int width, int kernel, int stride, String in) {
    builder.addLayer(
        name,
        Networks.filters(width, kernel, stride, kernel / 2)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build(),
        in);
    return name;
  }

  private String batchNorm(String name, String in) {
    builder.addLayer(name, new BatchNormalization.Builder().eps(1e-5).decay(0.9).build(), in);
    return name;
  }

  /// A layer of its own: a batch normalisation takes an activation and ignores it.
  private String relu(String in) {
    String name = in + ".relu";
    builder.addLayer(name, new ActivationLayer.Builder().activation(Activation.RELU).build(), in);
    return name;
  }
}
