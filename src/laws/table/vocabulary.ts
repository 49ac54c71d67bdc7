// cspell:disable
// The words by which tables name their columns, in the languages of their authors, as `wordsOf` gives them.
//
// C training FLOPs, D samples or tokens seen, N parameters.
// cspell:ignore nparam parametre parametres parametro parametros parametri parameteranzahl parameterzahl параметры параметров nombre numero anzahl modele modello modelo modell modelle taille toks jeton jetons trainingstoken trainingstokens trainingsdaten токены токенов pretrain entrainement entrenamiento treinamento gesehene vistos nflops calcul calculo computo calcolo rechenaufwand rechenbudget rechenleistung vocab perte perdida perda perdita verlust verluste validierungsverlust testverlust trainingsverlust kreuzentropie потери valppl perplexite perplexitat perplejidad perplexidade learnrate maxlr peaklr lernrate apprentissage aprendizaje aprendizado randomseed graine semilla semente zufallszahl startwert losgrosse lote schritte etapes pasos

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** A name that has one of `core`, and besides only `beside`, holds the quantity. */
export interface Vocabulary {
  readonly core: ReadonlySet<string>;
  readonly beside: ReadonlySet<string>;
}

/** Words that count or sum, whatever is counted. */
const counting = 'num number of no nr count total all the size n trainable';

export const sizeWords: Readonly<Record<'N' | 'D' | 'C', Vocabulary>> = {
  N: {
    core: words(`param params parameter parameters nparams numparams nparam parametercount paramcount modelsize
      parametre parametres parametro parametros parametri parameteranzahl parameterzahl
      参数 参数量 参数数量 模型参数 模型参数量 参数规模 模型规模 パラメータ パラメータ数 パラメーター パラメーター数 매개변수 파라미터 параметры параметров`),
    beside: words(
      `${counting} model network net opt scaling nombre numero anzahl der de des del do modele modello modelo modell modelle taille`,
    ),
  },
  D: {
    core: words(`token tokens tok toks ntokens numtokens sample samples example examples tokensseen trainingtokens traintokens datasetsize
      jeton jetons trainingstoken trainingstokens trainingsdaten
      词元 词元数 训练词元 训练词元数 令牌数 标记数 训练数据量 数据量 训练量 トークン トークン数 学習トークン数 訓練トークン数 データ量 토큰 토큰수 токены токенов`),
    beside:
      words(`${counting} d training train trained seen consumed processed dataset data unique opt in pretraining pretrain
      nombre numero anzahl de des d entrainement entrenamiento treinamento der gesehene vus vistos 训练 学習 token数 数`),
  },
  C: {
    core: words(`flop flops compute nflops totalflops trainflops computeflops computebudget
      calcul calculo computo calcolo rechenaufwand rechenbudget rechenleistung
      计算量 训练计算量 总计算量 算力 計算量 学習計算量 연산량`),
    beside: words(
      `${counting} c model training train trained budget used cost pretraining pretrain de total fp entrainement entrenamiento der`,
    ),
  },
};

/** Words by which a name that would otherwise fit holds something else: a rate, a share, an amount for each. */
export const notCounts =
  words(`per ratio frac fraction percent pct share rate speed throughput sec second seconds ms bytes byte gb mb gib tb
  batch step layer head expert experts vocab vocabulary context sequence seq log ln lg log10 remaining target goal utilization mfu index id name`);

export const lossWords: ReadonlySet<string> =
  words(`loss nll xent crossentropy ce mse nats logperplexity logppl
  perte perdida perda perdita verlust verluste validierungsverlust testverlust trainingsverlust kreuzentropie
  损失 验证损失 测试损失 训练损失 损失值 交叉熵 損失 検証損失 テスト損失 訓練損失 学習損失 交差エントロピー ロス 손실 потери`);
export const perplexityWords: ReadonlySet<string> = words(
  `ppl perplexity valppl perplexite perplexitat perplejidad perplexidade 困惑度 验证困惑度 测试困惑度 パープレキシティ`,
);
/** Losses in bits, and what is counted: bits for each byte, character or token. */
export const bitWords: ReadonlySet<string> = words('bpb bpc bpt bits bit');

export const otherWords = {
  lr: words(
    `lr learningrate learnrate maxlr peaklr lernrate apprentissage aprendizaje aprendizado 学习率 学習率`,
  ),
  seed: words(`seed randomseed graine semilla semente zufallszahl startwert 种子 随机种子 シード`),
  batch: words(`batch batchsize bs gbs losgrosse lote 批大小 批量大小 バッチサイズ`),
  steps: words(
    `step steps nsteps iters iterations updates numiterations schritte etapes pasos 步数 ステップ ステップ数`,
  ),
} as const;
