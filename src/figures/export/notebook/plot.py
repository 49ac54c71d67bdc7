try:
    import matplotlib.pyplot as plt
except ImportError:
    print("Install matplotlib to see the chart.")
else:
    along = np.geomspace(x.min() / 1.5, x.max() * 1.5, 200)
    plt.errorbar(x, loss, yerr=1.96 * np.nan_to_num(standard_error), fmt="o", capsize=3, label="measured")
    plt.plot(along, fit["E"] + fit["A"] * along ** -fit["alpha"], label=f"alpha = {fit['alpha']:.3f}")
    plt.xscale("log")
    plt.yscale("log")
    plt.xlabel(axis)
    plt.ylabel("loss")
    plt.legend()
    plt.show()
