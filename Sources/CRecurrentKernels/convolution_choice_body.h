// The family's entries: the way that suits the shape, the same for all of its operations.

static ptrdiff_t RK_NAME(convolution_packed_count)(rk_convolution c) {
  if (rk_is_winograd(&c)) {
    return RK_WINOGRAD_POINTS * rk_panels(c.outputs) * c.inputs * RK_PANEL;
  }
  return RK_DIRECT(packed_count)(c);
}

static ptrdiff_t RK_NAME(convolution_workspace)(rk_convolution c) {
  if (!rk_is_winograd(&c)) return RK_DIRECT(workspace)(c);
  const ptrdiff_t forward = rk_winograd_workspace(&c);
  const ptrdiff_t gradient = rk_winograd_gradient_workspace(&c);
  return forward > gradient ? forward : gradient;
}

static void RK_NAME(convolution_pack)(rk_convolution c, const float *weight, float *panels) {
  if (rk_is_winograd(&c)) {
    rk_winograd_pack(&c, weight, c.inputs * c.taps, c.taps, false, panels);
  } else {
    RK_DIRECT(pack)(c, weight, panels);
  }
}

static void RK_NAME(convolution_pack_reversed)(
    rk_convolution c, const float *weight, float *panels) {
  if (rk_is_winograd(&c)) {
    rk_winograd_pack(&c, weight, c.taps, c.outputs * c.taps, true, panels);
  } else {
    RK_DIRECT(pack_reversed)(c, weight, panels);
  }
}

static void RK_NAME(convolution_add_unpacked)(
    rk_convolution c, const float *panels, float *weight) {
  if (rk_is_winograd(&c)) {
    rk_winograd_add_unpacked(&c, panels, weight);
  } else {
    RK_DIRECT(add_unpacked)(c, panels, weight);
  }
}

static void RK_NAME(convolution_convolve)(
    rk_convolution c, const float *inputs, const float *panels, const float *bias, bool rectified,
    float *workspace, float *outputs) {
  if (rk_is_winograd(&c)) {
    rk_winograd_convolve(&c, inputs, panels, bias, rectified, workspace, outputs);
  } else {
    RK_DIRECT(convolve)(c, inputs, panels, bias, rectified, workspace, outputs);
  }
}

static void RK_NAME(convolution_weight_gradient)(
    rk_convolution c, const float *inputs, const float *d_outputs, float *workspace,
    float *panels) {
  if (rk_is_winograd(&c)) {
    rk_winograd_weight_gradient(&c, inputs, d_outputs, workspace, panels);
  } else {
    RK_DIRECT(weight_gradient)(c, inputs, d_outputs, workspace, panels);
  }
}
